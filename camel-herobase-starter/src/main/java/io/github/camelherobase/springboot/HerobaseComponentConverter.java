package io.github.camelherobase.springboot;

import java.util.Map;
import java.util.Set;
import java.util.function.Supplier;
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
import io.github.camelherobase.journal.JdbcImportJournal;
import io.github.camelherobase.quota.JdbcQuotaStore;

/**
 * Options that are objects are written as the name of a bean, {@code #bean:name} or {@code #name}; a quota store or an
 * import journal also as {@code jdbc}.
 */
@Component
@ConfigurationPropertiesBinding
public class HerobaseComponentConverter implements GenericConverter {

    private static final String LONG_REFERENCE = "#bean:";
    private static final String REFERENCE = "#";

    private static final Map<Class<?>, Class<?>> JDBC =
            Map.of(QuotaStore.class, JdbcQuotaStore.class, ImportJournal.class, JdbcImportJournal.class);

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
                        StateRepository.class,
                        Supplier.class)
                .map(type -> new ConvertiblePair(String.class, type))
                .collect(Collectors.toSet());
    }

    @Override
    public Object convert(Object source, TypeDescriptor sourceType, TypeDescriptor targetType) {
        String text = source.toString().trim();
        Class<?> type = targetType.getType();
        if (text.startsWith(REFERENCE)) {
            String name =
                    text.substring(text.startsWith(LONG_REFERENCE) ? LONG_REFERENCE.length() : REFERENCE.length());
            return beans.getBean(name, type);
        }
        if (text.equals("jdbc") && JDBC.containsKey(type)) {
            return beans.getBean(JDBC.get(type));
        }
        throw new IllegalArgumentException(text + " is not " + expected(type));
    }

    private static String expected(Class<?> type) {
        return (JDBC.containsKey(type) ? "jdbc or " : "") + "the name of a bean of type " + type.getSimpleName()
                + ", written #bean:name; for the default leave the property out";
    }
}
