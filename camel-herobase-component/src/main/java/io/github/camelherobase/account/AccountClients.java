package io.github.camelherobase.account;

import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.locks.ReentrantLock;
import java.util.function.BiConsumer;
import java.util.function.Supplier;

import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.support.service.ServiceHelper;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.QuotaStore;
import io.github.camelherobase.client.Account;
import io.github.camelherobase.client.HerobaseClient;
import io.github.camelherobase.client.RequestUsage;
import io.github.camelherobase.quota.AccountQuota;
import io.github.camelherobase.quota.SendingThreads;

/**
 * The clients of the context: endpoints with the same account and HTTP settings share one, and all endpoints of an
 * account, that is of a host and a user, share one quota.
 */
public final class AccountClients {

    private static final long IDLE_SECONDS = 10;
    /** Refused exchanges have so long to go on before Camel first looks for those that are under way. */
    private static final Duration GO_ON = Duration.ofSeconds(1);

    private final CamelContext context;
    /** Set on the component at any time before the first endpoint. */
    private final Supplier<HerobaseClock> clock;

    private final ReentrantLock lock = new ReentrantLock();
    private final Map<Key, HerobaseClient> clients = new HashMap<>();
    private final Map<String, AccountQuota> quotas = new HashMap<>();
    private final Map<String, QuotaSettings> quotaSettings = new HashMap<>();
    /** By account, so that a slow one holds up no other. */
    private final Map<String, Threads> threads = new HashMap<>();

    private final List<BiConsumer<AccountQuota, String>> quotaListeners = new ArrayList<>();
    private HttpComponent ownHttp;

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
                quota.usageFrom(
                        new RequestUsage(client, threads(account.quotaKey()).lookUps()));
            }
            return client;
        } finally {
            lock.unlock();
        }
    }

    private AccountQuota quota(Account account, HerobaseConfiguration configuration) {
        QuotaSettings settings = new QuotaSettings(
                configuration.isFairUse(),
                configuration.getQuotaSync(),
                configuration.getQuotaStore(),
                ServiceNamesOption.parse(configuration.getQuotaServices()));
        QuotaSettings others = quotaSettings.putIfAbsent(account.quotaKey(), settings);
        if (others != null && !others.equals(settings)) {
            throw new IllegalArgumentException("The endpoints of the account " + account.name()
                    + " share one quota, but their options differ: " + settings + " here and " + others
                    + " before; set the same on all of them, best on the component");
        }
        return quotas.computeIfAbsent(account.quotaKey(), key -> newQuota(account, settings));
    }

    private AccountQuota newQuota(Account account, QuotaSettings settings) {
        AccountQuota quota = new AccountQuota(
                account.quotaKey(),
                settings.fairUse(),
                account.zone(),
                Duration.ofMillis(settings.quotaSync()),
                clock.get());
        quota.nameServices(settings.services());
        quotaListeners.forEach(listener -> quota.onService(name -> listener.accept(quota, name)));
        if (settings.isShared()) {
            quota.shareThrough(
                    settings.quotaStore(), threads(account.quotaKey()).lookUps());
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

    /**
     * The threads of one endpoint.
     *
     * @param most how many it may use at once
     */
    public SendingThreads threads(Account account, HerobaseConfiguration configuration, int most) {
        lock.lock();
        try {
            return quota(account, configuration)
                    .threads(
                            most,
                            configuration.getQuotaPriority(),
                            threads(account.quotaKey()).sending());
        } finally {
            lock.unlock();
        }
    }

    private Threads threads(String account) {
        return threads.computeIfAbsent(account, key -> new Threads(pool("herobase"), pool("herobase-quota")));
    }

    /** A thread for each task, and none for long when there is none. */
    private ExecutorService pool(String name) {
        ThreadPoolProfile profile = new ThreadPoolProfileBuilder(name)
                .poolSize(1)
                .maxPoolSize(Integer.MAX_VALUE)
                .maxQueueSize(0)
                .keepAliveTime(IDLE_SECONDS, TimeUnit.SECONDS)
                .allowCoreThreadTimeOut(true)
                .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                .build();
        return context.getExecutorServiceManager().newThreadPool(this, name, profile);
    }

    /** Who waits for quota hears that the context stops, so that the stop need not wait for them. */
    public void endWaits() {
        List<AccountQuota> all = quotas();
        all.forEach(AccountQuota::endWaits);
        long end = System.nanoTime() + GO_ON.toNanos();
        try {
            for (AccountQuota quota : all) {
                quota.awaitQuiet(end - System.nanoTime());
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
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
            threads.values().forEach(own -> {
                // Exchanges that were refused go on to their end.
                context.getExecutorServiceManager().shutdown(own.sending());
                context.getExecutorServiceManager().shutdownNow(own.lookUps());
            });
            threads.clear();
        } finally {
            lock.unlock();
        }
    }

    /** The options that all endpoints of an account must agree on, as its quota is one. */
    private record QuotaSettings(boolean fairUse, long quotaSync, QuotaStore quotaStore, Map<String, String> services) {

        private boolean isShared() {
            return quotaStore != null;
        }

        @Override
        public String toString() {
            return "fairUse=" + fairUse + ", quotaSync=" + Duration.ofMillis(quotaSync) + ", quotaStore="
                    + (isShared() ? quotaStore : "memory") + (services.isEmpty() ? "" : ", quotaServices=" + services);
        }
    }

    /**
     * The threads of one account.
     *
     * @param sending send requests that waited, and go on in their routes
     * @param lookUps ask for counts, and a shared store: both may take long
     */
    private record Threads(ExecutorService sending, ExecutorService lookUps) {}

    private record Key(
            Account account,
            boolean fairUse,
            long connectTimeout,
            long responseTimeout,
            SSLContextParameters ssl,
            HttpComponent http) {}
}
