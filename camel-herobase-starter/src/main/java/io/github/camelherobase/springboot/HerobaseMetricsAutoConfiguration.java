package io.github.camelherobase.springboot;

import org.apache.camel.spi.ComponentCustomizer;
import org.apache.camel.support.service.ServiceHelper;
import org.springframework.beans.factory.ObjectProvider;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseQuotaMetrics;
import io.micrometer.core.instrument.MeterRegistry;

/** Quota figures in the application's meter registry, when it has one. */
@AutoConfiguration(after = HerobaseComponentAutoConfiguration.class)
@ConditionalOnClass(MeterRegistry.class)
@ConditionalOnBean(HerobaseComponentConfiguration.class)
public class HerobaseMetricsAutoConfiguration {

    @Bean
    @Lazy
    ComponentCustomizer herobaseMetricsCustomizer(ObjectProvider<MeterRegistry> registries) {
        return ComponentCustomizer.builder(HerobaseComponent.class)
                .build(component -> registries.ifUnique(registry -> {
                    // There are quotas to watch from then on.
                    ServiceHelper.initService(component);
                    new HerobaseQuotaMetrics(component).bindTo(registry);
                }));
    }
}
