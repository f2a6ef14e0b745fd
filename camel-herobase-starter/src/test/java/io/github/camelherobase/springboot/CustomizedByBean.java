package io.github.camelherobase.springboot;

import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.context.annotation.Bean;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.api.QuotaPriority;

/** What docs/spring-boot.md shows, compiled. */
class CustomizedByBean {

    @Bean
    ComponentCustomizer herobase() {
        return ComponentCustomizer.builder(HerobaseComponent.class)
                .build(component -> component.getConfiguration().setQuotaPriority(QuotaPriority.low));
    }
}
