package io.github.camelherobase.account;

import java.net.URI;
import java.time.DateTimeException;
import java.time.ZoneId;
import java.util.function.Supplier;
import java.util.regex.Pattern;

import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.api.HerobaseAccount;
import io.github.camelherobase.client.Account;
import io.github.camelherobase.client.BaseUrl;
import io.github.camelherobase.client.Password;

/** Makes the account of an endpoint, from its options or from an account bean. */
public final class AccountOptions {

    /** What Spring leaves of a variable that is not set. */
    private static final Pattern UNRESOLVED = Pattern.compile("\\$\\{[^{}]*}");

    private AccountOptions() {}

    /** @throws IllegalArgumentException naming the option that is wrong or missing, and the remedy */
    public static Account of(HerobaseConfiguration configuration) {
        HerobaseAccount bean = configuration.getAccount();
        if (bean != null) {
            return of(bean);
        }
        return account(
                configuration.getBaseUrl(),
                configuration.getSubdomain(),
                configuration.getUsername(),
                password(configuration.getPassword(), configuration.getPasswordSupplier()),
                configuration.getTimeZone(),
                configuration.getBoundsTimeZone());
    }

    /** @throws IllegalArgumentException naming the account and its option that is wrong or missing, and the remedy */
    public static void check(String name, HerobaseAccount bean) {
        try {
            of(bean);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException("The account accounts." + name + " is wrong: " + e.getMessage(), e);
        }
    }

    private static Account of(HerobaseAccount bean) {
        return account(
                bean.getBaseUrl(),
                bean.getSubdomain(),
                bean.getUsername(),
                password(bean.getPassword(), bean.getPasswordSupplier()),
                bean.getTimeZone(),
                bean.getBoundsTimeZone());
    }

    private static Account account(
            String baseUrl,
            String subdomain,
            String username,
            Password password,
            String timeZone,
            String boundsTimeZone) {
        return new Account(
                baseUrl(baseUrl, subdomain),
                required("username", username),
                password,
                zone("timeZone", timeZone),
                zone("boundsTimeZone", isBlank(boundsTimeZone) ? timeZone : boundsTimeZone));
    }

    private static Password password(String password, Supplier<String> supplier) {
        if (supplier == null) {
            return Password.fixed(required("password", password));
        }
        if (!isBlank(password)) {
            throw new IllegalArgumentException("password and passwordSupplier are both set; keep one of them");
        }
        return Password.from(supplier);
    }

    private static URI baseUrl(String baseUrl, String subdomain) {
        if (isBlank(baseUrl) && isBlank(subdomain)) {
            throw new IllegalArgumentException(
                    "Neither baseUrl nor subdomain is set; each customer lives on one cluster:"
                            + " set baseUrl, for example https://wshero01.herobase.com/api, on the endpoint, or for all as"
                            + " camel.component.herobase.base-url");
        }
        if (!isBlank(baseUrl) && !isBlank(subdomain)) {
            throw new IllegalArgumentException("baseUrl and subdomain are both set; keep one of them");
        }
        return isBlank(baseUrl)
                ? BaseUrl.ofSubdomain(required("subdomain", subdomain))
                : BaseUrl.parse(required("baseUrl", baseUrl));
    }

    private static String required(String option, String value) {
        if (isBlank(value)) {
            throw new IllegalArgumentException("The option " + option + " is not set; it is that of the web-service"
                    + " account. Set it on the endpoint, or for all as camel.component.herobase." + option);
        }
        if (UNRESOLVED.matcher(value.trim()).matches()) {
            throw new IllegalArgumentException("The option " + option + " is a placeholder, ${...}, that nothing has"
                    + " resolved; set the environment variable or the property that it names");
        }
        return value.trim();
    }

    private static boolean isBlank(String value) {
        return value == null || value.isBlank();
    }

    private static ZoneId zone(String option, String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    option + "=" + name + " is no time zone; expected for example Europe/Copenhagen", e);
        }
    }
}
