package io.github.camelherobase.examples;

import java.net.URI;

import org.apache.camel.Endpoint;
import org.apache.camel.support.LifecycleStrategySupport;

import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.HerobaseEndpoint;
import io.github.camelherobase.HerobaseOperation;
import io.github.camelherobase.api.HerobaseAccount;

/**
 * Lets no route import into a HeroBase that is not on this machine: what is imported there makes a dialer call people.
 * It looks at each endpoint as it is configured at last, from wherever that came.
 */
public final class LoopbackGuard extends LifecycleStrategySupport {

    @Override
    public void onEndpointAdd(Endpoint endpoint) {
        if (endpoint instanceof HerobaseEndpoint herobase
                && herobase.getConfiguration().getOperation() == HerobaseOperation.importLeads) {
            check(herobase.getConfiguration());
        }
    }

    private static void check(HerobaseConfiguration herobase) {
        HerobaseAccount account = herobase.getAccount();
        if (account == null) {
            check(herobase.getBaseUrl(), herobase.getSubdomain());
        } else {
            check(account.getBaseUrl(), account.getSubdomain());
        }
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
