package io.github.camelherobase.database;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.SQLNonTransientConnectionException;
import java.sql.SQLRecoverableException;
import java.sql.SQLTimeoutException;
import java.sql.SQLTransientConnectionException;
import java.sql.SQLTransientException;
import java.time.Duration;
import java.util.Objects;
import java.util.Set;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.LockSupport;
import java.util.regex.Pattern;
import javax.sql.DataSource;

/**
 * Short calls on a pool of any isolation, with or without auto-commit. Each runs on a thread of its own, so it is never part
 * of a transaction that the caller has begun, and the caller goes on after a bounded time even when the network, the pool or
 * the driver stays silent. A call that met another one, or lost its connection, is made again. What runs here must bear to
 * be run again after it was done, and to be done late: an answer can be lost, and a statement can arrive after its sender
 * gave up.
 */
public final class Database {

    /** Of one statement, unless another is set. */
    public static final Duration TIMEOUT = Duration.ofSeconds(10);

    private static final int ATTEMPTS = 5;
    private static final long PAUSE_NANOS = 20_000_000;
    private static final long IDLE_SECONDS = 10;
    /** Calls that do not come back; no more are made until one does, as each holds a thread and perhaps a connection. */
    private static final int MOST_OVERDUE = 20;

    private static final Duration CONVERSION = Duration.ofHours(2);

    /** Connection lost, deadlock or serialization failure, interrupted by the server, timed out. */
    private static final Set<String> WORTH_ANOTHER_ATTEMPT = Set.of("08", "40", "57", "HY");

    private static final String CONNECTION_LOST = "08003";
    private static final Pattern TIMED_OUT = Pattern.compile("time[ds]?[ -]?out", Pattern.CASE_INSENSITIVE);

    private static final int H2_CONCURRENT_UPDATE = 90131;

    /** Ends by itself: nobody has to close a store. */
    private static final ExecutorService THREADS = new ThreadPoolExecutor(
            0, Integer.MAX_VALUE, IDLE_SECONDS, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> {
                Thread thread = new Thread(task, "HerobaseDatabase");
                thread.setDaemon(true);
                return thread;
            });

    private final DataSource dataSource;
    private final AtomicInteger overdue = new AtomicInteger();
    private volatile Duration timeout = TIMEOUT;
    private volatile Dialect dialect;

    public Database(DataSource dataSource) {
        this.dataSource = Objects.requireNonNull(dataSource, "dataSource");
    }

    /**
     * @param timeout of a statement, 10 s by default; a try with all that belongs to it has half as much again, and a call
     *     with all its tries three times as much
     */
    public void setTimeout(Duration timeout) {
        if (timeout.toMillis() <= 0) {
            throw new IllegalArgumentException("timeout=" + timeout + " is not valid; expected more than nothing");
        }
        this.timeout = timeout;
    }

    /** What is done on a connection: at most one statement that changes something, with auto-commit. */
    @FunctionalInterface
    public interface Work<T> {
        T with(Session session) throws SQLException;
    }

    /** A connection that belongs to one call. */
    public record Session(Connection connection, int timeoutSeconds) {

        public PreparedStatement prepare(String sql) throws SQLException {
            PreparedStatement statement = connection.prepareStatement(sql);
            statement.setQueryTimeout(timeoutSeconds);
            return statement;
        }
    }

    /** @throws SQLException when it did not succeed in time; it may yet be done, now or later */
    public <T> T run(Work<T> work) throws SQLException {
        Duration each = timeout.multipliedBy(3).dividedBy(2);
        long end = System.nanoTime() + timeout.multipliedBy(3).toNanos();
        for (int attempt = 1; ; attempt++) {
            long left = end - System.nanoTime();
            try {
                return once(work, Math.min(left, each.toNanos()), statementSeconds(), true);
            } catch (SQLException e) {
                long pause = attempt * PAUSE_NANOS + ThreadLocalRandom.current().nextLong(PAUSE_NANOS);
                if (attempt == ATTEMPTS || !isWorthAnotherAttempt(e) || end - System.nanoTime() < 2 * pause) {
                    throw e;
                }
                LockSupport.parkNanos(pause);
            }
        }
    }

    /** All of it, or nothing; once, and for as long as it takes, within two hours. */
    public void convert(Work<?> work) throws SQLException {
        once(work, CONVERSION.toNanos(), (int) CONVERSION.toSeconds(), false);
    }

    private int statementSeconds() {
        return (int) Math.max(1, timeout.toSeconds());
    }

    private static boolean isWorthAnotherAttempt(SQLException e) {
        return e instanceof SQLTransientException
                || e instanceof SQLRecoverableException
                || e.getErrorCode() == H2_CONCURRENT_UPDATE
                || e.getSQLState() != null
                        && e.getSQLState().length() >= 2
                        && WORTH_ANOTHER_ATTEMPT.contains(e.getSQLState().substring(0, 2));
    }

    private <T> T once(Work<T> work, long nanos, int statementSeconds, boolean autoCommit) throws SQLException {
        if (overdue.get() >= MOST_OVERDUE) {
            throw new SQLTimeoutException(overdue + " calls have not come back; set a socket timeout at the driver");
        }
        Attempt<T> attempt = new Attempt<>(work, statementSeconds, autoCommit);
        THREADS.execute(attempt);
        return attempt.await(nanos);
    }

    /** What the database is; asked for once. */
    public Dialect dialect() throws SQLException {
        Dialect known = dialect;
        if (known == null) {
            known = Dialect.of(run(session -> session.connection().getMetaData().getDatabaseProductName()));
            dialect = known;
        }
        return known;
    }

    /** The database's name, for messages. */
    String product() throws SQLException {
        return run(session -> session.connection().getMetaData().getDatabaseProductName());
    }

    /**
     * SQL for the milliseconds since 1970 in UTC by the database's clock, whatever the zone of session and server.
     *
     * @throws SQLException when the database is none of those that are known
     */
    public String timeExpression() throws SQLException {
        String millis = dialect().millis();
        if (millis == null) {
            throw new SQLException("How " + product() + " tells the time is not known; give the constructor a"
                    + " timeExpression, SQL for the milliseconds since 1970 in UTC");
        }
        return millis;
    }

    /** One try, on a thread of its own. */
    private final class Attempt<T> implements Runnable {

        private final Work<T> work;
        private final int statementSeconds;
        private final boolean autoCommit;
        /** Guarded by this, as all below. */
        private Connection connection;

        private boolean ended;
        private boolean givenUp;
        private T result;
        private SQLException failure;

        Attempt(Work<T> work, int statementSeconds, boolean autoCommit) {
            this.work = work;
            this.statementSeconds = statementSeconds;
            this.autoCommit = autoCommit;
        }

        @Override
        public void run() {
            try {
                T done = withConnection();
                end(done, null);
            } catch (SQLException e) {
                end(null, e);
            } catch (RuntimeException | Error e) {
                // An error too: who waits must not wait for ever.
                end(null, new SQLException("The database's driver or pool failed: " + e, e));
            }
        }

        private synchronized void end(T done, SQLException why) {
            ended = true;
            result = done;
            failure = why;
            if (givenUp) {
                overdue.decrementAndGet();
            }
            notifyAll();
        }

        private synchronized boolean begin(Connection opened) {
            connection = opened;
            return !givenUp;
        }

        private T withConnection() throws SQLException {
            try (Connection opened = connect()) {
                if (!begin(opened)) {
                    return null;
                }
                if (opened.isClosed()) {
                    throw new SQLNonTransientConnectionException(
                            "The data source gave a connection that is closed", CONNECTION_LOST);
                }
                boolean before = opened.getAutoCommit();
                if (before != autoCommit) {
                    opened.setAutoCommit(autoCommit);
                }
                try {
                    T done = work.with(new Session(opened, statementSeconds));
                    if (!autoCommit) {
                        opened.commit();
                    }
                    return done;
                } catch (SQLException | RuntimeException e) {
                    rollback(opened, e);
                    throw e;
                } finally {
                    restore(opened, before);
                }
            }
        }

        private Connection connect() throws SQLException {
            try {
                Connection given = dataSource.getConnection();
                if (given == null) {
                    throw new SQLException("The data source gave no connection");
                }
                return given;
            } catch (SQLException e) {
                throw isOutOfConnections(e) ? noConnection(e) : e;
            }
        }

        private void rollback(Connection opened, Exception why) {
            try {
                if (!autoCommit) {
                    opened.rollback();
                }
            } catch (SQLException e) {
                why.addSuppressed(e);
            }
        }

        private void restore(Connection opened, boolean before) {
            try {
                if (before != autoCommit) {
                    opened.setAutoCommit(before);
                }
            } catch (SQLException e) {
                // A connection that is lost: the statement has said so.
            }
        }

        /** The result, or why there is none; an interrupt waits until the caller is told. */
        T await(long nanos) throws SQLException {
            boolean interrupted = false;
            long end = System.nanoTime() + nanos;
            try {
                synchronized (this) {
                    while (!ended) {
                        long left = end - System.nanoTime();
                        if (left <= 0) {
                            return giveUp(nanos);
                        }
                        try {
                            wait(left / 1_000_000, (int) (left % 1_000_000));
                        } catch (InterruptedException e) {
                            interrupted = true;
                        }
                    }
                    if (failure != null) {
                        throw failure;
                    }
                    return result;
                }
            } finally {
                if (interrupted) {
                    Thread.currentThread().interrupt();
                }
            }
        }

        private T giveUp(long nanos) throws SQLException {
            givenUp = true;
            overdue.incrementAndGet();
            long millis = nanos / 1_000_000;
            if (connection == null) {
                throw noConnection(new SQLTimeoutException("no answer for " + millis + " ms"));
            }
            // Not here, as it may take long itself.
            THREADS.execute(this::abort);
            throw new SQLTimeoutException("The database did not answer for " + millis + " ms");
        }

        private void abort() {
            try {
                connection.abort(Runnable::run);
            } catch (SQLException | RuntimeException | AbstractMethodError e) {
                // The driver cannot: its thread stays until its socket has an end.
            }
        }
    }

    /** Pools say so in many ways: a type of its own, or a text about a time-out. */
    private static boolean isOutOfConnections(SQLException e) {
        return e instanceof SQLTransientConnectionException
                || e instanceof SQLTimeoutException
                || TIMED_OUT.matcher(String.valueOf(e.getMessage())).find();
    }

    private static SQLException noConnection(SQLException cause) {
        return new SQLTransientConnectionException(
                "No connection of the pool came free (" + cause.getMessage()
                        + "). Routes that hold one while they wait take them from the store: give it a pool of its own,"
                        + " and see whether the database answers",
                cause.getSQLState(),
                cause);
    }
}
