package io.github.camelherobase;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.service.ServiceHelper;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.client.Account;
import io.github.camelherobase.client.HerobaseClient;
import io.github.camelherobase.quota.AccountQuota;

/**
 * The clients of the context: endpoints with the same account and HTTP settings share one, and all endpoints of an
 * account, that is of a host and a user, share one quota.
 */
final class AccountClients {

    private final CamelContext context;
    private final HerobaseClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, HerobaseClient> clients = new HashMap<>();
    private final Map<String, AccountQuota> quotas = new HashMap<>();
    private HttpComponent ownHttp;

    AccountClients(CamelContext context, HerobaseClock clock) {
        this.context = context;
        this.clock = clock;
    }

    HerobaseClient client(Account account, HerobaseConfiguration configuration, SSLContextParameters ssl)
            throws Exception {
        lock.lock();
        try {
            Key key = new Key(
                    account,
                    configuration.isFairUse(),
                    configuration.getConnectTimeout(),
                    configuration.getResponseTimeout(),
                    ssl,
                    configuration.getHttpComponent());
            HerobaseClient client = clients.get(key);
            if (client == null) {
                client = new HerobaseClient(
                        account,
                        quota(account, configuration.isFairUse()),
                        clock,
                        http(configuration),
                        Duration.ofMillis(configuration.getConnectTimeout()),
                        Duration.ofMillis(configuration.getResponseTimeout()),
                        ssl);
                clients.put(key, client);
            }
            return client;
        } finally {
            lock.unlock();
        }
    }

    private AccountQuota quota(Account account, boolean fairUse) {
        AccountQuota quota =
                quotas.computeIfAbsent(account.name(), name -> new AccountQuota(fairUse, account.zone(), clock));
        if (quota.isFairUse() != fairUse) {
            throw new IllegalArgumentException("fairUse=" + fairUse + " and fairUse=" + !fairUse
                    + " are both set for the account " + account.name()
                    + "; its endpoints share one quota, so set the same on all of them");
        }
        return quota;
    }

    private HttpComponent http(HerobaseConfiguration configuration) {
        HttpComponent users = configuration.getHttpComponent();
        if (users != null) {
            // A bean that is no component of the context was started by nobody yet.
            CamelContextAware.trySetCamelContext(users, context);
            ServiceHelper.startService(users);
            return users;
        }
        if (ownHttp == null) {
            ownHttp = new HttpComponent();
            ownHttp.setCamelContext(context);
            ServiceHelper.startService(ownHttp);
        }
        return ownHttp;
    }

    /** Refuses all who wait for quota, and closes the connections. */
    void close() {
        lock.lock();
        try {
            quotas.values().forEach(AccountQuota::stop);
            quotas.clear();
            clients.values().forEach(HerobaseClient::close);
            clients.clear();
            ServiceHelper.stopAndShutdownService(ownHttp);
            ownHttp = null;
        } finally {
            lock.unlock();
        }
    }

    private record Key(
            Account account,
            boolean fairUse,
            long connectTimeout,
            long responseTimeout,
            SSLContextParameters ssl,
            HttpComponent http) {}
}
