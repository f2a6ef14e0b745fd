package io.github.camelherobase.account;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.service.ServiceHelper;

import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.QuotaStore;
import io.github.camelherobase.client.Account;
import io.github.camelherobase.client.HerobaseClient;
import io.github.camelherobase.client.RequestUsage;
import io.github.camelherobase.quota.AccountQuota;

/**
 * The clients of the context: endpoints with the same account and HTTP settings share one, and all endpoints of an
 * account, that is of a host and a user, share one quota.
 */
public final class AccountClients {

    /** They ask for counts, and a shared store. */
    private static final int QUOTA_THREADS = 4;

    private final CamelContext context;
    /** Set on the component at any time before the first endpoint. */
    private final Supplier<HerobaseClock> clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, HerobaseClient> clients = new HashMap<>();
    private final Map<String, AccountQuota> quotas = new HashMap<>();
    private final Map<String, QuotaSettings> quotaSettings = new HashMap<>();
    private final List<BiConsumer<AccountQuota, String>> quotaListeners = new ArrayList<>();
    private HttpComponent ownHttp;
    private ExecutorService quotaExecutor;

    public AccountClients(CamelContext context, Supplier<HerobaseClock> clock) {
        this.context = context;
        this.clock = clock;
    }

    public HerobaseClient client(Account account, HerobaseConfiguration configuration, SSLContextParameters ssl)
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
                        clock.get(),
                        http(configuration),
                        Duration.ofMillis(configuration.getConnectTimeout()),
                        Duration.ofMillis(configuration.getResponseTimeout()),
                        ssl);
                clients.put(key, client);
                quota.usageFrom(new RequestUsage(client, quotaExecutor()));
            }
            return client;
        } finally {
            lock.unlock();
        }
    }

    private AccountQuota quota(Account account, HerobaseConfiguration configuration) {
        QuotaSettings settings = new QuotaSettings(
                configuration.isFairUse(), configuration.getQuotaSync(), configuration.getQuotaStore());
        QuotaSettings others = quotaSettings.putIfAbsent(account.name(), settings);
        if (others != null && !others.equals(settings)) {
            throw new IllegalArgumentException("The endpoints of the account " + account.name()
                    + " share one quota, but their options differ: " + settings + " here and " + others
                    + " before; set the same on all of them, best on the component");
        }
        return quotas.computeIfAbsent(account.name(), name -> newQuota(account, settings));
    }

    private AccountQuota newQuota(Account account, QuotaSettings settings) {
        AccountQuota quota = new AccountQuota(
                account.name(),
                settings.fairUse(),
                account.zone(),
                Duration.ofMillis(settings.quotaSync()),
                clock.get());
        quotaListeners.forEach(listener -> quota.onService(name -> listener.accept(quota, name)));
        if (settings.isShared()) {
            quota.shareThrough(settings.quotaStore(), quotaExecutor());
        }
        return quota;
    }

    /** How the quotas stand, for those who watch them. */
    public List<AccountQuota> quotas() {
        lock.lock();
        try {
            return List.copyOf(quotas.values());
        } finally {
            lock.unlock();
        }
    }

    public void onQuotaService(BiConsumer<AccountQuota, String> listener) {
        lock.lock();
        try {
            quotaListeners.add(listener);
            quotas.values().forEach(quota -> quota.onService(name -> listener.accept(quota, name)));
        } finally {
            lock.unlock();
        }
    }

    private ExecutorService quotaExecutor() {
        if (quotaExecutor == null) {
            quotaExecutor =
                    context.getExecutorServiceManager().newFixedThreadPool(this, "herobase-quota", QUOTA_THREADS);
        }
        return quotaExecutor;
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
    public void close() {
        lock.lock();
        try {
            quotas.values().forEach(AccountQuota::stop);
            quotas.clear();
            quotaSettings.clear();
            clients.values().forEach(HerobaseClient::close);
            clients.clear();
            ServiceHelper.stopAndShutdownService(ownHttp);
            ownHttp = null;
            if (quotaExecutor != null) {
                context.getExecutorServiceManager().shutdownNow(quotaExecutor);
                quotaExecutor = null;
            }
        } finally {
            lock.unlock();
        }
    }

    /** The options that all endpoints of an account must agree on, as its quota is one. */
    private record QuotaSettings(boolean fairUse, long quotaSync, QuotaStore quotaStore) {

        private boolean isShared() {
            return quotaStore != null;
        }

        @Override
        public String toString() {
            return "fairUse=" + fairUse + ", quotaSync=" + Duration.ofMillis(quotaSync) + ", quotaStore="
                    + (isShared() ? quotaStore : "memory");
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
