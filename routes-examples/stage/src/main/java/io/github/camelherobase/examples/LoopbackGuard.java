package io.github.camelherobase.examples;

import java.net.URI;
import java.util.ArrayList;
import java.util.List;

import org.apache.camel.CamelContext;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.api.HerobaseAccount;

/**
 * Refuses to start with a HeroBase that is not on this machine: what is imported there makes a dialer call people. It
 * looks at what the component and the account beans were configured with, from wherever that came.
 */
public final class LoopbackGuard extends MainListenerSupport {

    @Override
    public void afterConfigure(BaseMainSupport main) {
        CamelContext context = main.getCamelContext();
        HerobaseConfiguration herobase =
                context.getComponent("herobase", HerobaseComponent.class).getConfiguration();
        List<HerobaseAccount> accounts = new ArrayList<>(context.getRegistry().findByType(HerobaseAccount.class));
        if (herobase.getAccount() != null) {
            accounts.add(herobase.getAccount());
        }
        check(herobase.getBaseUrl(), herobase.getSubdomain());
        accounts.forEach(account -> check(account.getBaseUrl(), account.getSubdomain()));
    }

    private static void check(String baseUrl, String subdomain) {
        if (subdomain != null) {
            throw refusal(subdomain + ".herobase.com");
        }
        if (baseUrl != null && !isLoopback(baseUrl)) {
            throw refusal(baseUrl);
        }
    }

    private static boolean isLoopback(String baseUrl) {
        String host = URI.create(baseUrl.contains("://") ? baseUrl : "https://" + baseUrl)
                .getHost();
        return host != null
                && (host.equals("localhost") || host.equals("[::1]") || host.matches("127(\\.\\d{1,3}){3}"));
    }

    private static IllegalArgumentException refusal(String where) {
        return new IllegalArgumentException("This example imports leads, and " + where
                + " is not on this machine: its dialer would call the people. If that is what you want, add --live");
    }
}
