package io.github.camelherobase.api;

import java.util.function.Supplier;

/**
 * One HeroBase web-service account, for routes that use several: bind a bean of this class and name it with
 * {@code account=#north}.
 */
public class HerobaseAccount {

    private String baseUrl;
    private String subdomain;
    private String username;
    private String password;
    private Supplier<String> passwordSupplier;
    private String timeZone = "Europe/Copenhagen";
    private String boundsTimeZone;

    /** The cluster's address, for example {@code https://wshero01.herobase.com/api}. */
    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    /** The cluster's name when it lives on herobase.com: {@code wshero01}; instead of {@link #getBaseUrl()}. */
    public String getSubdomain() {
        return subdomain;
    }

    public void setSubdomain(String subdomain) {
        this.subdomain = subdomain;
    }

    public String getUsername() {
        return username;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    /**
     * Asked for the password at each request, instead of {@link #getPassword()}: one that changes while the application
     * runs is taken up. It is called from several threads, and should answer at once.
     */
    public Supplier<String> getPasswordSupplier() {
        return passwordSupplier;
    }

    public void setPasswordSupplier(Supplier<String> passwordSupplier) {
        this.passwordSupplier = passwordSupplier;
    }

    /** The zone of the server's times, which come without an offset. Default {@code Europe/Copenhagen}. */
    public String getTimeZone() {
        return timeZone;
    }

    public void setTimeZone(String timeZone) {
        this.timeZone = timeZone;
    }

    /** The zone in which the server reads the bounds of a request. Default: {@link #getTimeZone()}. */
    public String getBoundsTimeZone() {
        return boundsTimeZone;
    }

    public void setBoundsTimeZone(String boundsTimeZone) {
        this.boundsTimeZone = boundsTimeZone;
    }

    @Override
    public String toString() {
        return "HerobaseAccount[" + username + "@" + (baseUrl != null ? baseUrl : subdomain) + "]";
    }
}
