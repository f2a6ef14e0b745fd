package io.github.camelherobase;

import java.time.Duration;
import java.util.HashMap;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.camel.CamelContext;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.service.ServiceHelper;

import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.client.Account;
import io.github.camelherobase.client.HerobaseClient;
import io.github.camelherobase.client.RequestUsage;
import io.github.camelherobase.quota.AccountQuota;

/**
 * The clients of the context: endpoints with the same account and HTTP settings share one, and all endpoints of an
 * account, that is of a host and a user, share one quota.
 */
final class AccountClients {

    /** Few suffice: accounts ask for their counts four times an hour. */
    private static final int USAGE_THREADS = 2;

    private final CamelContext context;
    private final HerobaseClock clock;
    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, HerobaseClient> clients = new HashMap<>();
    private final Map<String, AccountQuota> quotas = new HashMap<>();
    private final Map<String, QuotaSettings> quotaSettings = new HashMap<>();
    private HttpComponent ownHttp;
    private ExecutorService usageExecutor;

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
                AccountQuota quota = quota(account, configuration);
                client = new HerobaseClient(
                        account,
                        quota,
                        clock,
                        http(configuration),
                        Duration.ofMillis(configuration.getConnectTimeout()),
                        Duration.ofMillis(configuration.getResponseTimeout()),
                        ssl);
                clients.put(key, client);
                quota.usageFrom(new RequestUsage(client, usageExecutor()));
            }
            return client;
        } finally {
            lock.unlock();
        }
    }

    private AccountQuota quota(Account account, HerobaseConfiguration configuration) {
        QuotaSettings settings = new QuotaSettings(configuration.isFairUse(), configuration.getQuotaSync());
        QuotaSettings others = quotaSettings.putIfAbsent(account.name(), settings);
        if (others != null && !others.equals(settings)) {
            throw new IllegalArgumentException("The endpoints of the account " + account.name()
                    + " share one quota, but their options differ: " + settings + " here and " + others
                    + " before; set the same on all of them, best on the component");
        }
        return quotas.computeIfAbsent(
                account.name(),
                name -> new AccountQuota(
                        name, settings.fairUse(), account.zone(), Duration.ofMillis(settings.quotaSync()), clock));
    }

    private ExecutorService usageExecutor() {
        if (usageExecutor == null) {
            usageExecutor =
                    context.getExecutorServiceManager().newFixedThreadPool(this, "herobase-quota", USAGE_THREADS);
        }
        return usageExecutor;
    }

    private HttpComponent http(HerobaseConfiguration configuration) {
        if (configuration.getHttpComponent() != null) {
            return configuration.getHttpComponent();
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
            quotaSettings.clear();
            clients.values().forEach(HerobaseClient::close);
            clients.clear();
            ServiceHelper.stopAndShutdownService(ownHttp);
            ownHttp = null;
            if (usageExecutor != null) {
                context.getExecutorServiceManager().shutdownNow(usageExecutor);
                usageExecutor = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The options that all endpoints of an account must agree on, as its quota is one. */
    private record QuotaSettings(boolean fairUse, long quotaSync) {

        @Override
        public String toString() {
            return "fairUse=" + fairUse + ", quotaSync=" + Duration.ofMillis(quotaSync);
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
