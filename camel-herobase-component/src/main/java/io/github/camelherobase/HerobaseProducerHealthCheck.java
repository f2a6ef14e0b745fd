package io.github.camelherobase;

import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;

import org.apache.camel.health.HealthCheck;
import org.apache.camel.health.HealthCheckResultBuilder;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.HerobaseImportUncertainException;
import io.github.camelherobase.poll.PollState.Cause;

/**
 * What became of a producer's last exchange: DOWN when HeroBase could not be asked, or answered with an error of its own. A
 * lead that was rejected, or a quota that is used up, is UP. Costs no request.
 */
final class HerobaseProducerHealthCheck implements HealthCheck {

    private static final AtomicLong NUMBERS = new AtomicLong();

    private final String operation;
    private final String id;
    private volatile boolean enabled = true;
    private volatile Ending last = new Ending(Cause.NONE, null);

    private record Ending(Cause cause, Exception failure) {}

    HerobaseProducerHealthCheck(HerobaseOperation operation) {
        this.operation = operation.name();
        this.id = "producer:herobase-" + operation + "-" + NUMBERS.incrementAndGet();
    }

    /** @param failure null when there was none; what says nothing of HeroBase is passed over */
    void ended(Exception failure) {
        if (failure == null) {
            last = new Ending(Cause.NONE, null);
            return;
        }
        Cause cause = cause(failure);
        if (cause != Cause.ERROR) {
            last = new Ending(cause, failure);
        }
    }

    /** That of the request, when an import says that it ended by it. */
    private static Cause cause(Exception failure) {
        Cause cause = Cause.of(failure);
        if (cause == Cause.REQUEST && failure.getCause() instanceof HerobaseException inner) {
            return cause(inner);
        }
        return failure instanceof HerobaseImportUncertainException ? Cause.CONNECTION : cause;
    }

    @Override
    public Result call(Map<String, Object> options) {
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this).detail("herobase.operation", operation);
        if (!enabled) {
            return result.message("Disabled").unknown().build();
        }
        Ending shown = last;
        result.detail("herobase.cause", shown.cause().code());
        return switch (shown.cause()) {
            case NONE, REQUEST -> result.up().build();
            case QUOTA -> result.up().message("Waits for quota").build();
            default ->
                result.down()
                        .message(shown.failure().getMessage())
                        .error(shown.failure())
                        .build();
        };
    }

    @Override
    public String getId() {
        return id;
    }

    @Override
    public String getGroup() {
        return "camel";
    }

    @Override
    public boolean isEnabled() {
        return enabled;
    }

    @Override
    public void setEnabled(boolean enabled) {
        this.enabled = enabled;
    }
}
