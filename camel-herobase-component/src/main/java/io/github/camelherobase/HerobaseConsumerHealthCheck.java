package io.github.camelherobase;

import java.util.Map;

import org.apache.camel.health.HealthCheckResultBuilder;
import org.apache.camel.support.ScheduledPollConsumerHealthCheck;

import io.github.camelherobase.poll.HeldPosition;

/**
 * DOWN while a record holds the position or the last request failed; UP, with the time, while the consumer waits for
 * quota. Costs no request.
 */
final class HerobaseConsumerHealthCheck extends ScheduledPollConsumerHealthCheck {

    private final HerobaseConsumer consumer;

    HerobaseConsumerHealthCheck(HerobaseConsumer consumer) {
        super(consumer, "consumer:" + consumer.getRouteId());
        this.consumer = consumer;
    }

    @Override
    public Result call(Map<String, Object> options) {
        if (!isEnabled()) {
            return super.call(options);
        }
        HealthCheckResultBuilder result = HealthCheckResultBuilder.on(this);
        result.detail("herobase.position", String.valueOf(consumer.getPosition()));
        HeldPosition held = consumer.loop().held();
        if (held != null) {
            return result.down()
                    .message("The record " + held.recordKey() + " failed in the route " + held.attempts()
                            + " times and holds the position; it is read again at " + held.again())
                    .detail("herobase.held.record", held.recordKey())
                    .detail("herobase.held.attempts", held.attempts())
                    .build();
        }
        if (consumer.loop().limitedUntil() != null) {
            return result.up()
                    .message("Waits for quota")
                    .detail(
                            "herobase.limited.until",
                            consumer.loop().limitedUntil().toString())
                    .build();
        }
        Exception failure = consumer.loop().failure();
        if (failure != null) {
            return result.down().message(failure.getMessage()).error(failure).build();
        }
        return super.call(options);
    }
}
