package io.github.camelherobase.springboot;

import org.springframework.boot.context.properties.ConfigurationProperties;

/** The properties below {@code camel.component.herobase}; one that is not here fails the start, for it is a slip. */
@ConfigurationProperties(prefix = "camel.component.herobase", ignoreUnknownFields = false)
public class HerobaseComponentConfiguration extends HerobaseComponentOptions {}
