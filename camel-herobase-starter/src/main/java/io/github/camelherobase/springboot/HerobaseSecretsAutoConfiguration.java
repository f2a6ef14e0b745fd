package io.github.camelherobase.springboot;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Locale;
import java.util.stream.Stream;

import org.springframework.boot.actuate.endpoint.SanitizableData;
import org.springframework.boot.actuate.endpoint.SanitizingFunction;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnClass;
import org.springframework.context.annotation.Bean;

import io.github.camelherobase.api.HerobaseAccount;

/** Keeps passwords out of the actuator's endpoints, also where an application lets them show values. */
@AutoConfiguration(after = HerobaseComponentAutoConfiguration.class)
@ConditionalOnClass(SanitizingFunction.class)
@ConditionalOnBean(HerobaseComponentConfiguration.class)
public class HerobaseSecretsAutoConfiguration {

    /** Whatever the property is called that a password came from, and if it is a part of a command line. */
    @Bean
    SanitizingFunction herobaseSanitizingFunction(HerobaseComponentConfiguration configuration) {
        return data -> isNamedPassword(data) || holdsPassword(data.getValue(), configuration)
                ? data.withValue(SanitizableData.SANITIZED_VALUE)
                : data;
    }

    private static boolean isNamedPassword(SanitizableData data) {
        String key = data.getKey().toLowerCase(Locale.ROOT).replace('_', '.');
        return key.startsWith("camel.component.herobase") && key.endsWith("password");
    }

    private static boolean holdsPassword(Object value, HerobaseComponentConfiguration configuration) {
        return value != null && secrets(configuration).anyMatch(value.toString()::contains);
    }

    private static Stream<String> secrets(HerobaseComponentConfiguration configuration) {
        Stream<HerobaseAccount> accounts =
                configuration.getAccounts() == null ? Stream.empty() : configuration.getAccounts().values().stream();
        return Stream.concat(
                forms(configuration.getUsername(), configuration.getPassword()),
                Stream.concat(accounts, Stream.ofNullable(configuration.getAccount()))
                        .flatMap(account -> forms(account.getUsername(), account.getPassword())));
    }

    /** A password as it is, in Base64, and in Basic credentials. */
    private static Stream<String> forms(String username, String password) {
        return password == null || password.isBlank()
                ? Stream.empty()
                : Stream.of(password, base64(password), base64(username + ":" + password));
    }

    private static String base64(String text) {
        return Base64.getEncoder().withoutPadding().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
