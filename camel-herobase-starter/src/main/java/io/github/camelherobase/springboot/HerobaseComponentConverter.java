package io.github.camelherobase.springboot;

import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.springframework.beans.factory.BeanFactory;
import org.springframework.boot.context.properties.ConfigurationPropertiesBinding;
import org.springframework.core.convert.TypeDescriptor;
import org.springframework.core.convert.converter.GenericConverter;
import org.springframework.stereotype.Component;

import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.api.HerobaseAccount;
import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.ImportJournal;
import io.github.camelherobase.api.QuotaStore;

/** Options that are objects are written as the name of a bean: {@code #bean:name} or {@code #name}. */
@Component
@ConfigurationPropertiesBinding
public class HerobaseComponentConverter implements GenericConverter {

    private static final String LONG_REFERENCE = "#bean:";
    private static final String REFERENCE = "#";

    private final BeanFactory beans;

    public HerobaseComponentConverter(BeanFactory beans) {
        this.beans = beans;
    }

    @Override
    public Set<ConvertiblePair> getConvertibleTypes() {
        return Stream.of(
                        HerobaseAccount.class,
                        HerobaseClock.class,
                        HerobaseConfiguration.class,
                        HttpComponent.class,
                        IdempotentRepository.class,
                        ImportJournal.class,
                        QuotaStore.class,
                        SSLContextParameters.class,
                        StateRepository.class)
                .map(type -> new ConvertiblePair(String.class, type))
                .collect(Collectors.toSet());
    }

    @Override
    public Object convert(Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
        String text = source.toString().trim();
        if (!text.startsWith(REFERENCE)) {
            throw new IllegalArgumentException("expected the name of a bean of type "
                    + targetType.getType().getSimpleName() + ", written as #bean:name; found " + text);
        }
        String name = text.substring(text.startsWith(LONG_REFERENCE) ? LONG_REFERENCE.length() : REFERENCE.length());
        return beans.getBean(name, targetType.getType());
    }
}
