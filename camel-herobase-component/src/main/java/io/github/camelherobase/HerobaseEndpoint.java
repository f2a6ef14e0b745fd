package io.github.camelherobase;

import java.io.IOException;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.function.BooleanSupplier;
import java.util.function.Function;

import org.apache.camel.AsyncEndpoint;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.Route;
import org.apache.camel.RuntimeCamelException;
import org.apache.camel.spi.EndpointServiceLocation;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.support.ScheduledPollEndpoint;
import org.apache.camel.support.jsse.SSLContextParameters;

import io.github.camelherobase.account.AccountOptions;
import io.github.camelherobase.api.AccountRecord;
import io.github.camelherobase.api.HerobaseRecord;
import io.github.camelherobase.api.ImportJournal;
import io.github.camelherobase.api.JsonObject;
import io.github.camelherobase.api.JsonRecord;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.client.Account;
import io.github.camelherobase.client.HerobaseClient;
import io.github.camelherobase.cursor.Cursor;
import io.github.camelherobase.cursor.WindowPlan;
import io.github.camelherobase.export.ExportOperation;
import io.github.camelherobase.export.ExportOperations;
import io.github.camelherobase.export.RecordBodies;
import io.github.camelherobase.imports.ImportLeads;
import io.github.camelherobase.imports.ImportSettings;
import io.github.camelherobase.imports.ImportSettings.ReadBackSettings;
import io.github.camelherobase.imports.LeadPoolName;
import io.github.camelherobase.imports.body.FieldText;
import io.github.camelherobase.option.IncludeNames;
import io.github.camelherobase.option.OptionText;
import io.github.camelherobase.option.OverridingHeaders;
import io.github.camelherobase.poll.PollBudget.DailyLimit;
import io.github.camelherobase.poll.PollForecast;
import io.github.camelherobase.poll.Polling;
import io.github.camelherobase.poll.PollingOptions;
import io.github.camelherobase.poll.Positions;
import io.github.camelherobase.quota.QuotaTerms;
import io.github.camelherobase.quota.Reserve;
import io.github.camelherobase.request.ExportClient;
import io.github.camelherobase.request.Feed;
import io.github.camelherobase.request.Listing;
import io.github.camelherobase.request.RecordRequest;
import io.github.camelherobase.request.RequestSettings;

/**
 * Move leads between HeroBase Outbound (an outbound dialer, also sold as Outbound by Enreach) and any system that Camel
 * reaches, within the account's request quota.
 */
@UriEndpoint(
        firstVersion = "0.1.0",
        scheme = "herobase",
        title = "HeroBase",
        syntax = "herobase:operation",
        category = {Category.API, Category.SAAS},
        headersClass = HerobaseConstants.class)
public class HerobaseEndpoint extends ScheduledPollEndpoint implements AsyncEndpoint, EndpointServiceLocation {

    /** Exports that had to wait for quota and go on at the same time. */
    private static final int EXPORT_THREADS = 10;

    private static final int MAX_CONCURRENCY = 100;
    private static final long LEAST_QUOTA_SYNC = 60_000;

    /** Camel's own default of half a second would use up the quota. */
    private static final long DEFAULT_DELAY = 300_000;

    /** Calls cost a request for each org code. */
    private static final long CALLS_DELAY = 900_000;

    @UriParam(
            label = "consumer,scheduler",
            defaultValue = "" + DEFAULT_DELAY,
            javaType = "java.time.Duration",
            description =
                    "How long to wait between two polls, each of which costs at least one request of the daily quota. Default: 5m, of calls 15m.")
    private long delay = DEFAULT_DELAY;

    @UriParam
    private HerobaseConfiguration configuration;

    private Account account;
    private ExportOperation family;
    private LeadPoolName leadPool;
    private HerobaseClient client;
    private Executor afterWait;
    private ExecutorService readers;
    /** Consumers that another component runs, by their route. */
    private final Map<String, HerobaseConsumer> wrapped = new ConcurrentHashMap<>();

    public HerobaseEndpoint(String uri, HerobaseComponent component, HerobaseConfiguration configuration) {
        super(uri, component);
        this.configuration = configuration;
        setDelay(configuration.getOperation() == HerobaseOperation.calls ? CALLS_DELAY : DEFAULT_DELAY);
    }

    @Override
    public HerobaseComponent getComponent() {
        return (HerobaseComponent) super.getComponent();
    }

    /** Everything that can be known to be wrong before the first exchange fails here. */
    @Override
    protected void doInit() throws Exception {
        super.doInit();
        account = AccountOptions.of(configuration);
        family = ExportOperations.of(configuration, account.zone(), account.boundsZone());
        leadPool = new LeadPoolName(configuration.getLeadPool(), account.zone());
        // The component's journal is there for all its endpoints; those that import nothing do not use it.
        if (configuration.getOperation() == HerobaseOperation.importLeads
                && configuration.getImportJournal() != null
                && configuration.getImportKey() == null) {
            throw new IllegalArgumentException("importJournal is set, but not importKey: the journal cannot tell leads"
                    + " apart; set importKey to the name of a field or a Simple expression");
        }
        checkPositive("connectTimeout", configuration.getConnectTimeout());
        checkPositive("responseTimeout", configuration.getResponseTimeout());
        int concurrency = configuration.getImportConcurrency();
        if (concurrency < 1 || concurrency > MAX_CONCURRENCY) {
            throw new IllegalArgumentException("importConcurrency=" + concurrency + " is out of range; expected 1 to "
                    + MAX_CONCURRENCY + " requests at a time");
        }
        if (configuration.getReadBackDelay() < 0) {
            throw new IllegalArgumentException("readBackDelay is negative; expected a duration such as 1m");
        }
        if (configuration.getMaxQuotaWait() < 0) {
            throw new IllegalArgumentException("maxQuotaWait is negative; expected a duration such as 2m");
        }
        Reserve.parse(configuration.getQuotaReserve());
        if (configuration.getQuotaSync() != 0 && configuration.getQuotaSync() < LEAST_QUOTA_SYNC) {
            throw new IllegalArgumentException("quotaSync=" + configuration.getQuotaSync()
                    + " ms is too short, as asking uses quota too; expected at least 1m, or 0 for never");
        }
    }

    @Override
    protected void doStart() throws Exception {
        super.doStart();
        boolean imports = configuration.getOperation() == HerobaseOperation.importLeads;
        if (imports) {
            getComponent().watchDeliveries();
        }
        int threads = imports ? configuration.getImportConcurrency() : EXPORT_THREADS;
        afterWait = getComponent().clients().threads(account, configuration, threads);
        // As many threads as there are answers being read; ended with the endpoint, whoever they wait for.
        readers = getCamelContext()
                .getExecutorServiceManager()
                .newCachedThreadPool(this, "herobase-" + configuration.getOperation() + "-reader");
        client = getComponent().clients().client(account, configuration, sslContextParameters());
    }

    @Override
    protected void doStop() throws Exception {
        // An endpoint that was checked, but never started, is stopped too.
        if (readers != null) {
            getCamelContext().getExecutorServiceManager().shutdownNow(readers);
            readers = null;
        }
        super.doStop();
    }

    @Override
    public Producer createProducer() {
        return switch (configuration.getOperation()) {
            case importLeads -> new ImportLeadsProducer(this);
            case lead ->
                new RecordProducer(
                        this,
                        key("/leads/{uniqueId}", "uniqueId", configuration.getUniqueId(), HerobaseConstants.LEAD_ID),
                        json -> new Lead(json, account.zone()));
            case orgUnit ->
                new RecordProducer(
                        this,
                        key("/orgunits/{orgCode}", "orgCode", configuration.getOrgCode(), HerobaseConstants.ORG_CODE),
                        JsonRecord::new);
            case account -> single("/myaccount", AccountRecord::new);
            case requestLimits -> single("/myaccount/request/limits", JsonRecord::new);
            case requestCounts -> single("/myaccount/request/counts", JsonRecord::new);
            default ->
                new ExportProducer(this, family, configuration.getOutputType() == OutputType.raw ? null : bodies());
        };
    }

    private RecordProducer single(String path, Function<JsonObject, HerobaseRecord> record) {
        return new RecordProducer(this, headers -> Listing.single(path), record);
    }

    private Function<Function<String, Object>, RecordRequest> key(
            String template, String option, String value, String header) {
        IncludeNames include = new IncludeNames(configuration);
        return headers -> {
            String key = new OverridingHeaders(headers).text(header, value);
            if (key == null || key.isBlank()) {
                throw new IllegalArgumentException("herobase:" + configuration.getOperation()
                        + " does not know what to read: set the header " + header + " or the option " + option);
            }
            return Listing.one(template, key.trim(), include.of(headers));
        };
    }

    private RecordBodies bodies() {
        return RecordBodies.of(
                configuration.getOutputType(),
                OptionText.atLeast("batchSize", configuration.getBatchSize(), 0),
                family.rows());
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (family == null) {
            throw new IllegalArgumentException("herobase:" + configuration.getOperation() + " is for to(...); from(...)"
                    + " takes an operation that streams, such as simpleLeads");
        }
        HerobaseConsumer consumer = new HerobaseConsumer(
                this,
                processor,
                () -> family.feed(exportClient()),
                PollingOptions.of(configuration, account.zone()),
                bodies());
        configureConsumer(consumer);
        return consumer;
    }

    ExportClient exportClient() {
        return new ExportClient(client, getComponent().getClock(), callSettings());
    }

    /** What lies ahead of a consumer of this endpoint. */
    PollForecast forecast(Feed<?> feed, WindowPlan plan, Duration delay) {
        return new PollForecast(
                account.name(),
                getComponent().budget(),
                () -> new DailyLimit(client.dailyLimit(feed.service()), configuration.isFairUse(), client::countedAs),
                feed,
                plan,
                delay);
    }

    /** The position of a consumer of this endpoint. */
    Cursor openCursor(Feed<?> feed, Polling polling, HerobaseConsumer consumer, Instant moment) {
        return getComponent()
                .positions()
                .open(
                        account.name(),
                        configuration,
                        feed,
                        polling,
                        moment,
                        consumer,
                        consumer.routeId(),
                        id -> getCamelContext().getRoute(id) != null);
    }

    /** Under what the position of a consumer of this endpoint is stored. */
    String cursorKey(Feed<?> feed) {
        return Positions.key(account.name(), configuration, feed);
    }

    /** Not on the caller's thread, which the route would wait for; by then another route may have the name. Null: of no route. */
    void stopRoute(Route route) {
        if (route == null) {
            return;
        }
        String routeId = route.getRouteId();
        afterWait.execute(() -> {
            try {
                if (getCamelContext().getRoute(routeId) == route) {
                    getCamelContext().getRouteController().stopRoute(routeId);
                }
            } catch (Exception e) {
                throw new RuntimeCamelException("The route " + routeId + " could not be stopped", e);
            }
        });
    }

    ImportLeads importLeads(BooleanSupplier stopping) throws IOException {
        return new ImportLeads(
                client,
                importJournal(),
                getComponent().getClock(),
                new ImportSettings(
                        configuration.getLeadPoolField(),
                        configuration.getCampaignField(),
                        new FieldText(account.zone()),
                        configuration.getNullFields(),
                        configuration.getImportConcurrency(),
                        configuration.getOnRejected() == OnRejected.fail,
                        configuration.isResendUncertain(),
                        readBack(),
                        configuration.isDryRun(),
                        stopping,
                        Duration.ofMillis(configuration.getResponseTimeout()),
                        callSettings()));
    }

    /** Null when doubts stay. */
    private ReadBackSettings readBack() {
        List<String> fields = OptionText.names(configuration.getReadBackFields());
        return fields.isEmpty()
                ? null
                : new ReadBackSettings(fields, Duration.ofMillis(configuration.getReadBackDelay()));
    }

    /** Null when leads have no key to be known by, or none is sent. */
    private ImportJournal importJournal() throws IOException {
        if (configuration.getImportKey() == null || configuration.isDryRun()) {
            return null;
        }
        ImportJournal own = configuration.getImportJournal();
        return own != null
                ? getComponent().importJournals().inUse(own)
                : getComponent().importJournals().of(account);
    }

    LeadPoolName leadPool() {
        return leadPool;
    }

    ZoneId zone() {
        return account.zone();
    }

    private RequestSettings callSettings() {
        return new RequestSettings(configuration.getResourcePath(), quotaTerms(), afterWait, readers);
    }

    /** @param consumer that another component, such as {@code master:}, runs for that route; null: not any more */
    void wrapped(String routeId, HerobaseConsumer consumer) {
        if (consumer == null) {
            wrapped.remove(routeId);
        } else {
            wrapped.put(routeId, consumer);
        }
    }

    /** Null when there is none. */
    HerobaseConsumer wrapped(String routeId) {
        return wrapped.get(routeId);
    }

    private QuotaTerms quotaTerms() {
        Duration wait = configuration.getOnQuotaExceeded() == QuotaExceededPolicy.fail
                ? Duration.ZERO
                : Duration.ofMillis(configuration.getMaxQuotaWait());
        return new QuotaTerms(configuration.getQuotaPriority(), Reserve.parse(configuration.getQuotaReserve()), wait);
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
        return account == null ? "https" : account.baseUrl().getScheme();
    }

    @Override
    public long getDelay() {
        return delay;
    }

    @Override
    public void setDelay(long delay) {
        super.setDelay(delay);
        this.delay = delay;
    }

    public HerobaseConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(HerobaseConfiguration configuration) {
        this.configuration = configuration;
    }
}
