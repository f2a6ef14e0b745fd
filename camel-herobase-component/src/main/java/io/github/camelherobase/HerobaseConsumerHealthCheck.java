package io.github.camelherobase;

import java.util.Map;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;

import io.github.camelherobase.poll.PollState;
import io.github.camelherobase.poll.PollState.Cause;
import io.github.camelherobase.poll.PollState.Held;
import io.github.camelherobase.poll.PollState.Limited;
import io.github.camelherobase.poll.PollState.Paused;
import io.github.camelherobase.poll.PollState.Stuck;

/**
 * Shows the {@link PollState} with its cause: DOWN while a record holds the position, an exchange does not complete or the
 * last request failed; UP, with the time, while the consumer waits for quota,
 * and DOWN when that is because the quota store fails. Costs no request.
 */
final class HerobaseConsumerHealthCheck extends ScheduledPollConsumerHealthCheck {

    private final HerobaseConsumer consumer;

    HerobaseConsumerHealthCheck(HerobaseConsumer consumer, String routeId) {
        super(consumer, "consumer:" + routeId);
        this.consumer = consumer;
    }

    @Override
    public Result call(Map<String, Object> options) {
        if (!isEnabled()) {
            return super.call(options);
        }
        PollState state = consumer.loop().state();
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this)
                .detail("herobase.position", String.valueOf(consumer.getPosition()))
                .detail("herobase.state", state.name())
                .detail("herobase.cause", state.cause().code());
        Held held = state.held();
        if (held != null) {
            result.detail("herobase.held.record", held.recordKey()).detail("herobase.held.attempts", held.attempts());
        }
        if (state instanceof Stuck stuck) {
            return result.down()
                    .message("The exchange of the record " + stuck.recordKey() + " is under way since " + stuck.since()
                            + ", longer than maxExchangeTime, and the position cannot pass it; " + stuck.underWay()
                            + " exchanges are under way. Look where the route waits")
                    .detail("herobase.stuck.record", stuck.recordKey())
                    .build();
        }
        if (held != null && state.failure() == null) {
            return result.down()
                    .message("The record " + held.recordKey() + " failed in the route " + held.attempts()
                            + " times and holds the position; it is read again at " + held.restsUntil())
                    .build();
        }
        if (state.failure() != null) {
            return result.down()
                    .message(state.failure().getMessage())
                    .error(state.failure())
                    .build();
        }
        if (state instanceof Limited limited) {
            return (limited.cause() == Cause.QUOTA_STORE
                            ? result.down().message("Nothing is asked, as the quota store fails; a WARN says how")
                            : result.up().message("Waits for quota"))
                    .detail("herobase.limited.until", limited.restsUntil().toString())
                    .build();
        }
        if (state instanceof Paused) {
            return result.up().message("Paused by an operator").build();
        }
        Result polled = super.call(options);
        return result.details(polled.getDetails())
                .state(polled.getState())
                .message(polled.getMessage().orElse(null))
                .error(polled.getError().orElse(null))
                .build();
    }
}
