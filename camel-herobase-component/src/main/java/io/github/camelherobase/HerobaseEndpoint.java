package io.github.camelherobase;

import java.net.URI;
import java.time.DateTimeException;
import java.time.Duration;
import java.time.ZoneId;
import java.util.concurrent.ExecutorService;

import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.builder.ThreadPoolProfileBuilder;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.ThreadPoolProfile;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.DefaultEndpoint;
import org.apache.camel.support.jsse.SSLContextParameters;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;

import io.github.camelherobase.api.HerobaseAccount;
import io.github.camelherobase.client.Account;
import io.github.camelherobase.client.BaseUrl;
import io.github.camelherobase.client.HerobaseClient;
import io.github.camelherobase.operation.CallSettings;
import io.github.camelherobase.operation.ImportLeads;
import io.github.camelherobase.operation.ImportSettings;
import io.github.camelherobase.operation.SimpleLeads;
import io.github.camelherobase.quota.QuotaTerms;

/**
 * Move leads between HeroBase Outbound (an outbound dialer, also sold as Outbound by Enreach) and any system that Camel
 * reaches, within the account's request quota.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "herobase",
        title = "HeroBase",
        syntax = "herobase:operation",
        producerOnly = true,
        category = {Category.API, Category.SAAS},
        headersClass = HerobaseConstants.class)
public class HerobaseEndpoint extends DefaultEndpoint implements AsyncEndpoint, EndpointServiceLocation {

    /** Exports that had to wait for quota and go on at the same time. */
    private static final int EXPORT_THREADS = 10;

    private static final int MAX_CONCURRENCY = 100;
    private static final long LEAST_QUOTA_SYNC = 60_000;

    @UriParam
    private HerobaseConfiguration configuration;

    private Account account;
    private ExportFilters exportFilters;
    private HerobaseClient client;
    private ExecutorService afterWait;

    public HerobaseEndpoint(String uri, HerobaseComponent component, HerobaseConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
    }

    @Override
    public HerobaseComponent getComponent() {
        return (HerobaseComponent) super.getComponent();
    }

    /** Everything that can be known to be wrong before the first exchange fails here. */
    @Override
    protected void doInit() throws Exception {
        super.doInit();
        account = account();
        exportFilters = new ExportFilters(configuration, account.zone());
        checkPositive("connectTimeout", configuration.getConnectTimeout());
        checkPositive("responseTimeout", configuration.getResponseTimeout());
        int concurrency = configuration.getImportConcurrency();
        if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
            throw new IllegalArgumentException("importConcurrency=" + concurrency + " is out of range; expected 1 to "
                    + MAX_CONCURRENCY + " requests at a time");
        }
        if (configuration.getMaxQuotaWait() < 0) {
            throw new IllegalArgumentException("maxQuotaWait is negative; expected a duration such as 2m");
        }
        if (configuration.getQuotaReserve() < 0) {
            throw new IllegalArgumentException("quotaReserve=" + configuration.getQuotaReserve()
                    + " is negative; expected units of the day's limit to leave unused, 0 or more");
        }
        if (configuration.getQuotaSync() != 0 && configuration.getQuotaSync() < LEAST_QUOTA_SYNC) {
            throw new IllegalArgumentException("quotaSync=" + configuration.getQuotaSync()
                    + " ms is too short, as asking uses quota too; expected at least 1m, or 0 for never");
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        boolean imports = configuration.getOperation() == HerobaseOperation.importLeads;
        int threads = imports ? configuration.getImportConcurrency() : EXPORT_THREADS;
        // Abort, as Camel's default policy silently drops a task once the pool is shut down, and its exchange with it.
        ThreadPoolProfile profile = new ThreadPoolProfileBuilder("herobase")
                .poolSize(threads)
                .maxPoolSize(threads)
                .maxQueueSize(Integer.MAX_VALUE)
                .rejectedPolicy(ThreadPoolRejectedPolicy.Abort)
                .build();
        afterWait = getCamelContext()
                .getExecutorServiceManager()
                .newThreadPool(this, "herobase-" + configuration.getOperation(), profile);
        client = getComponent().clients().client(account, configuration, sslContextParameters());
    }

    @Override
    protected void doStop() throws Exception {
        getCamelContext().getExecutorServiceManager().shutdown(afterWait);
        super.doStop();
    }

    @Override
    public Producer createProducer() {
        return switch (configuration.getOperation()) {
            case importLeads -> new ImportLeadsProducer(this);
            case simpleLeads -> new ExportProducer(this, exportFilters);
        };
    }

    @Override
    public Consumer createConsumer(Processor processor) {
        throw new UnsupportedOperationException("from(\"herobase:" + configuration.getOperation()
                + "\") does not exist yet; use a timer and .to(\"herobase:" + configuration.getOperation() + "\")");
    }

    ImportLeads importLeads() {
        return new ImportLeads(
                client,
                getComponent().getClock(),
                new ImportSettings(
                        configuration.getLeadPoolField(), configuration.getImportConcurrency(), callSettings()));
    }

    SimpleLeads simpleLeads() {
        return new SimpleLeads(client, getComponent().getClock(), callSettings());
    }

    private CallSettings callSettings() {
        return new CallSettings(configuration.getResourcePath(), quotaTerms(), afterWait);
    }

    private QuotaTerms quotaTerms() {
        Duration wait = configuration.getOnQuotaExceeded() == QuotaExceededPolicy.fail
                ? Duration.ZERO
                : Duration.ofMillis(configuration.getMaxQuotaWait());
        return new QuotaTerms(configuration.getQuotaPriority(), configuration.getQuotaReserve(), wait);
    }

    private Account account() {
        HerobaseAccount bean = configuration.getAccount();
        if (bean != null) {
            return account(
                    bean.getBaseUrl(), bean.getSubdomain(), bean.getUsername(), bean.getPassword(), bean.getTimeZone());
        }
        return account(
                configuration.getBaseUrl(),
                configuration.getSubdomain(),
                configuration.getUsername(),
                configuration.getPassword(),
                configuration.getTimeZone());
    }

    private static Account account(
            String baseUrl, String subdomain, String username, String password, String timeZone) {
        return new Account(
                baseUrl(baseUrl, subdomain),
                required("username", username),
                required("password", password),
                zone(timeZone));
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
        return isBlank(baseUrl) ? BaseUrl.ofSubdomain(subdomain) : BaseUrl.parse(baseUrl);
    }

    private static String required(String option, String value) {
        if (isBlank(value)) {
            throw new IllegalArgumentException("The option " + option + " is not set; it is that of the web-service"
                    + " account. Set it on the endpoint, or for all as camel.component.herobase." + option);
        }
        return value.trim();
    }

    private static boolean isBlank(String value) {
        return value == null || value.isBlank();
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(
                    "timeZone=" + name + " is no time zone; expected for example Europe/Copenhagen", e);
        }
    }

    private static void checkPositive(String option, long millis) {
        if (millis <= 0) {
            throw new IllegalArgumentException(option + " must be longer than 0; expected a duration such as 10s");
        }
    }

    private SSLContextParameters sslContextParameters() {
        if (configuration.getSslContextParameters() != null) {
            return configuration.getSslContextParameters();
        }
        return account.baseUrl().getScheme().equals("https") ? getComponent().globalSslContextParameters() : null;
    }

    @Override
    public String getServiceUrl() {
        return account == null ? null : account.baseUrl().toString();
    }

    @Override
    public String getServiceProtocol() {
        return "https";
    }

    public HerobaseConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(HerobaseConfiguration configuration) {
        this.configuration = configuration;
    }
}
