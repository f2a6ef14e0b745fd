package io.github.camelherobase;

import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.function.ToDoubleFunction;

import io.github.camelherobase.quota.AccountQuota;
import io.github.camelherobase.quota.WaitTimes;
import io.github.camelherobase.quota.WindowStatus;
import io.micrometer.core.instrument.FunctionCounter;
import io.micrometer.core.instrument.FunctionTimer;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.MeterRegistry;
import io.micrometer.core.instrument.Tags;
import io.micrometer.core.instrument.binder.MeterBinder;

/**
 * The quotas as Micrometer meters: {@code herobase.quota.limit}, {@code .used}, {@code .remaining} and {@code .reset}
 * (seconds) by account, service and window; {@code .wait} (timer and, as {@code .wait.bucket}, histogram),
 * {@code .waiting} and {@code .refused} by account and service. Needs micrometer-core on the class path; bind it with
 * {@code new HerobaseQuotaMetrics(component).bindTo(registry)}. What is unknown is NaN.
 */
public class HerobaseQuotaMetrics implements MeterBinder {

    private static final String PREFIX = "herobase.quota.";

    private final HerobaseComponent component;

    public HerobaseQuotaMetrics(HerobaseComponent component) {
        this.component = component;
    }

    /** Binds the services that are in use, and those that will be. */
    @Override
    public void bindTo(MeterRegistry registry) {
        component.onQuotaService((account, service) -> bind(registry, account, service));
    }

    private static void bind(MeterRegistry registry, AccountQuota account, String service) {
        Tags tags = Tags.of("account", account.account(), "service", service);
        for (WindowStatus window : account.status(service).windows()) {
            String name = window.window();
            Tags own = tags.and("window", name);
            gauge(
                    registry,
                    "limit",
                    own,
                    account,
                    quota -> number(window(quota, service, name).limit()));
            gauge(registry, "used", own, account, quota -> window(quota, service, name)
                    .used());
            gauge(
                    registry,
                    "remaining",
                    own,
                    account,
                    quota -> number(window(quota, service, name).remaining()));
            gauge(
                    registry,
                    "reset",
                    own,
                    account,
                    quota -> quota.secondsUntil(window(quota, service, name).resetsAt()));
        }
        gauge(registry, "waiting", tags, account, quota -> quota.status(service).waiting());
        counter(registry, tags.and("by", "server"), account, quota -> quota.status(service)
                .refusedByServer());
        counter(registry, tags.and("by", "component"), account, quota -> quota.status(service)
                .refusedHere());
        FunctionTimer.builder(
                        PREFIX + "wait",
                        account.waitTimes(service),
                        WaitTimes::count,
                        waits -> waits.total().toMillis(),
                        TimeUnit.MILLISECONDS)
                .tags(tags)
                .register(registry);
        List<WaitTimes.Bucket> buckets = account.waitTimes(service).buckets();
        for (int bucket = 0; bucket < buckets.size(); bucket++) {
            int position = bucket;
            FunctionCounter.builder(PREFIX + "wait.bucket", account.waitTimes(service), waits -> waits.buckets()
                            .get(position)
                            .count())
                    .tags(tags.and("atMost", buckets.get(bucket).label()))
                    .register(registry);
        }
    }

    private static WindowStatus window(AccountQuota quota, String service, String window) {
        return quota.status(service).windows().stream()
                .filter(status -> status.window().equals(window))
                .findFirst()
                .orElseThrow();
    }

    private static double number(Long value) {
        return value == null ? Double.NaN : value;
    }

    private static void gauge(
            MeterRegistry registry,
            String name,
            Tags tags,
            AccountQuota account,
            ToDoubleFunction<AccountQuota> value) {
        Gauge.builder(PREFIX + name, account, value)
                .tags(tags)
                .strongReference(true)
                .register(registry);
    }

    private static void counter(
            MeterRegistry registry, Tags tags, AccountQuota account, ToDoubleFunction<AccountQuota> value) {
        FunctionCounter.builder(PREFIX + "refused", account, value).tags(tags).register(registry);
    }
}
