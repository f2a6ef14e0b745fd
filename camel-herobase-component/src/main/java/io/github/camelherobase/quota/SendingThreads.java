package io.github.camelherobase.quota;

import java.time.Duration;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.concurrent.RejectedExecutionException;

import io.github.camelherobase.api.QuotaPriority;

/**
 * The threads of one endpoint, on which requests leave that had to wait, and its other tasks run. They are the account's;
 * the endpoint may use a few at once. A permit is given only to a request for which there is one, so that it leaves at
 * once and nobody of a higher priority waits behind it.
 *
 * <p>What follows a request in its route uses a thread of the endpoint, but none of the account's, as it may take long, and
 * wait for other requests of the account. Where it waits for one of the same endpoint, a further thread is started after a
 * second in which nothing moved.
 */
public final class SendingThreads implements Executor {

    private static final Duration NOTHING_MOVED = Duration.ofSeconds(1);
    /** The place that the running thread has. */
    private static final ThreadLocal<Place> CURRENT = new ThreadLocal<>();

    private final AccountQuota quota;
    private final AccountThreads account;
    private final Executor threads;
    private final QuotaPriority priority;
    private final int most;

    /** Guarded, as all that follows, by the lock of the account. */
    private final Deque<Runnable> tasks = new ArrayDeque<>();

    private int waiters;
    private int running;
    /** Of the running, those that have sent their request and go on in their route. */
    private int goingOn;

    private int extra;
    private long moves;
    private boolean watched;

    SendingThreads(AccountQuota quota, AccountThreads account, Executor threads, QuotaPriority priority, int most) {
        this.quota = quota;
        this.account = account;
        this.threads = threads;
        this.priority = priority;
        this.most = most;
        account.allow(most);
    }

    QuotaPriority priority() {
        return priority;
    }

    /** Whether a request could leave at once. */
    boolean isFree() {
        return running < most + extra && account.isFree();
    }

    boolean hasTasks() {
        return !tasks.isEmpty();
    }

    void waiterCame() {
        waiters++;
        watch();
    }

    void waiterLeft() {
        waiters--;
    }

    /** For a request that has its permit: takes a place, on which {@link #send} runs it. */
    void take() {
        running++;
        moves++;
        account.take();
    }

    /** Runs what has a {@linkplain #take place} at once. */
    public void send(Runnable request) {
        start(request);
    }

    /** Runs a task as soon as a thread may be used; never on the caller's. */
    @Override
    public void execute(Runnable task) {
        quota.changeThreads(() -> {
            tasks.add(task);
            account.await(this);
            watch();
        });
    }

    /** To be called when the lock is released. */
    Runnable startTask() {
        Runnable task = tasks.remove();
        take();
        return () -> start(task);
    }

    private void start(Runnable task) {
        try {
            threads.execute(() -> run(task));
        } catch (RejectedExecutionException e) {
            // The context has stopped. Nothing is sent any more, but an exchange must hear of it.
            CompletableFuture.runAsync(() -> run(task));
        }
    }

    private void run(Runnable task) {
        Place place = new Place(this);
        CURRENT.set(place);
        try {
            task.run();
        } finally {
            CURRENT.remove();
            quota.changeThreads(place::leave);
        }
    }

    /** The running thread goes on in its route: whatever it does there, the account may use another thread to send. */
    public static void goOn() {
        Place place = CURRENT.get();
        if (place != null && place.isSending) {
            place.endpoint.quota.changeThreads(place::goOn);
        }
    }

    /** Looks whether those who go on hold up who waits. */
    private void watch() {
        if (watched || !isStuck()) {
            return;
        }
        watched = true;
        long before = moves;
        quota.callIn(
                NOTHING_MOVED,
                () -> quota.changeThreads(() -> {
                    watched = false;
                    if (moves == before && isStuck()) {
                        extra++;
                    }
                    watch();
                }));
    }

    private boolean isStuck() {
        return goingOn > 0 && goingOn == running && running >= most + extra && waiters + tasks.size() > 0;
    }

    /** What one running thread has; guarded by the lock of the account. */
    private static final class Place {

        private final SendingThreads endpoint;
        private volatile boolean isSending = true;

        private Place(SendingThreads endpoint) {
            this.endpoint = endpoint;
        }

        private void goOn() {
            if (isSending) {
                isSending = false;
                endpoint.moves++;
                endpoint.goingOn++;
                endpoint.account.release();
                endpoint.watch();
            }
        }

        private void leave() {
            endpoint.moves++;
            endpoint.running--;
            endpoint.account.leave();
            endpoint.extra = Math.max(0, endpoint.extra - 1);
            if (isSending) {
                endpoint.account.release();
            } else {
                endpoint.goingOn--;
            }
        }
    }
}
