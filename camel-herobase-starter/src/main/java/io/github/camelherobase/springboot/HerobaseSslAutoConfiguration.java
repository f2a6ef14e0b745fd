package io.github.camelherobase.springboot;

import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.boot.ssl.SslBundles;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;

import io.github.camelherobase.HerobaseComponent;

/** TLS from one of the application's SSL bundles. */
@AutoConfiguration(after = HerobaseComponentAutoConfiguration.class)
@ConditionalOnBean(HerobaseComponentConfiguration.class)
@ConditionalOnProperty("camel.component.herobase.ssl-bundle")
public class HerobaseSslAutoConfiguration {

    /** Not lazy: a bundle that is not there fails the start, whether or not a route uses the component. */
    @Bean
    SslBundleContextParameters herobaseSslContextParameters(
            SslBundles bundles, HerobaseComponentConfiguration configuration) {
        if (configuration.getSslContextParameters() != null) {
            throw new IllegalArgumentException("camel.component.herobase.ssl-bundle and"
                    + " camel.component.herobase.ssl-context-parameters are both set; keep one of them");
        }
        return new SslBundleContextParameters(bundles.getBundle(configuration.getSslBundle()));
    }

    @Bean
    @Lazy
    ComponentCustomizer herobaseSslCustomizer(SslBundleContextParameters parameters) {
        return ComponentCustomizer.builder(HerobaseComponent.class)
                .build(component -> component.getConfiguration().setSslContextParameters(parameters));
    }
}
