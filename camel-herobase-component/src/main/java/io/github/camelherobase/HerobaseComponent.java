package io.github.camelherobase;

import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ScheduledExecutorService;
import java.util.function.BiConsumer;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.TabularData;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.SSLContextParametersAware;
import org.apache.camel.ServiceStatus;
import org.apache.camel.api.management.ManagedOperation;
import org.apache.camel.api.management.ManagedResource;
import org.apache.camel.spi.InterceptStrategy;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.PropertyConfigurerGetter;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.HealthCheckComponent;
import org.apache.camel.support.jsse.SSLContextParameters;

import io.github.camelherobase.account.AccountClients;
import io.github.camelherobase.account.AccountOptions;
import io.github.camelherobase.account.ImportJournals;
import io.github.camelherobase.account.StoppingListener;
import io.github.camelherobase.account.SystemClock;
import io.github.camelherobase.api.HerobaseAccounts;
import io.github.camelherobase.api.HerobaseClock;
import io.github.camelherobase.api.ImportJournal;
import io.github.camelherobase.export.FailedAttempts;
import io.github.camelherobase.export.FailedBranches;
import io.github.camelherobase.imports.delivery.Deliveries;
import io.github.camelherobase.imports.delivery.PolledExchanges;
import io.github.camelherobase.option.NearName;
import io.github.camelherobase.poll.PollBudget;
import io.github.camelherobase.poll.Positions;
import io.github.camelherobase.quota.AccountQuota;

/** Moves leads between HeroBase Outbound and any system that Camel reaches. */
@Component("herobase")
@ManagedResource(description = "Managed HeroBase component")
public class HerobaseComponent extends HealthCheckComponent implements SSLContextParametersAware {

    /** The option's word for no store at all. */
    private static final String OWN_QUOTA_STORE = "memory";

    private static final int MOST_DOUBTS = 1_000;

    @Metadata(description = "Options for all endpoints; each endpoint may set its own.")
    private HerobaseConfiguration configuration = new HerobaseConfiguration();

    @Metadata(
            description =
                    "Accounts by name, for routes that use several: what is set below accounts.north is the bean of"
                            + " account=#north.")
    private HerobaseAccounts accounts = new HerobaseAccounts();

    @Metadata(label = "security", defaultValue = "false", description = "Use the context's global TLS settings.")
    private boolean useGlobalSslContextParameters;

    @Metadata(
            label = "advanced",
            description = "The time by which quota windows are counted and times such as today resolved. For tests: a"
                    + " clock of yours runs a day in milliseconds.")
    private HerobaseClock clock;

    private ScheduledExecutorService timer;
    private AccountClients clients;
    private StoppingListener stopping;
    private ImportJournals importJournals;
    private final Deliveries deliveries = new Deliveries();
    private final FailedAttempts failedAttempts = new FailedAttempts();
    /** What wraps steps of routes. */
    private final List<InterceptStrategy> interceptors = List.of(new FailedBranches(), new PolledExchanges());

    private Positions positions;
    private Instant startMoment;
    private final PollBudget budget = new PollBudget();

    public HerobaseComponent() {}

    public HerobaseComponent(CamelContext context) {
        super(context);
    }

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        bindAccounts();
        HerobaseOperation operation = HerobaseOperation.of(remaining);
        parameters.keySet().forEach(operation::checkTakes);
        if (parameters.containsKey("account")) {
            checkAlone(parameters);
        }
        HerobaseConfiguration own = configuration.copy();
        own.setOperation(operation);
        if (parameters.remove("quotaStore", OWN_QUOTA_STORE)) {
            own.setQuotaStore(null);
        }
        HerobaseEndpoint endpoint = new HerobaseEndpoint(uri, this, own);
        checkConstants(endpoint, parameters);
        setProperties(endpoint, parameters);
        parameters.keySet().forEach(option -> checkSpelling(operation, option));
        return endpoint;
    }

    /** Camel would name the wrong value only. */
    private void checkConstants(HerobaseEndpoint endpoint, Map<String, Object> parameters) {
        if (endpoint.getComponent().getEndpointPropertyConfigurer() instanceof PropertyConfigurerGetter configurer) {
            parameters.forEach((option, value) -> {
                Class<?> type = configurer.getOptionType(option, true);
                if (type != null && type.isEnum()) {
                    checkConstant(option, value.toString(), type.getEnumConstants());
                }
            });
        }
    }

    private static void checkConstant(String option, String value, Object[] constants) {
        boolean known = Arrays.stream(constants).map(Object::toString).anyMatch(value.trim()::equalsIgnoreCase);
        if (!known && !value.startsWith("#")) {
            throw new IllegalArgumentException(
                    option + "=" + value + " is not valid; expected one of " + Arrays.toString(constants));
        }
    }

    /** Of an option that nobody knows: Camel refuses it, but does not say what was meant. */
    private void checkSpelling(HerobaseOperation operation, String option) {
        Set<String> known = getCamelContext()
                .getCamelContextExtension()
                .getEndpointUriFactory("herobase")
                .propertyNames();
        NearName.of(option, known.stream().filter(operation::takes).toList()).ifPresent(meant -> {
            throw new IllegalArgumentException(
                    "herobase:" + operation + " has no option " + option + "; did you mean " + meant + "?");
        });
    }

    /** Not before the first endpoint: Camel Main and Spring Boot set options once the component is initialized. */
    private void bindAccounts() {
        accounts.forEach((name, account) -> {
            AccountOptions.check(name, account);
            Object bound = getCamelContext().getRegistry().lookupByName(name);
            if (bound == null) {
                getCamelContext().getRegistry().bind(name, account);
            } else if (bound != account) {
                throw new IllegalArgumentException(
                        "The account accounts." + name + " cannot be a bean of that name: there is one already, a "
                                + bound.getClass().getName() + "; rename the account");
            }
        });
    }

    private static void checkAlone(Map<String, Object> parameters) {
        for (String option : new String[] {"baseUrl", "subdomain", "username", "password", "passwordSupplier"}) {
            if (parameters.containsKey(option)) {
                throw new IllegalArgumentException("The options account and " + option
                        + " stand side by side; keep account and set " + option + " on that bean, or drop account");
            }
        }
    }

    /** The context's TLS settings if they are to be used, else null. */
    SSLContextParameters globalSslContextParameters() {
        return retrieveGlobalSslContextParameters();
    }

    AccountClients clients() {
        return clients;
    }

    /** An endpoint imports: from now on each exchange knows of which delivery it is. */
    void watchDeliveries() {
        deliveries.watch(getCamelContext());
    }

    /** A route exports: from now on an export knows of attempts to read it that failed. */
    void watchExports() {
        failedAttempts.watch(getCamelContext());
    }

    ImportJournals importJournals() {
        return importJournals;
    }

    /**
     * For when a consumer that starts now resolves its times. Those that start with the context agree on one, or what lies
     * between two that meet at midnight would be in neither.
     */
    Instant startMoment() {
        if (getCamelContext().getStatus() != ServiceStatus.Starting) {
            return getClock().now();
        }
        if (startMoment == null) {
            startMoment = getClock().now();
        }
        return startMoment;
    }

    PollBudget budget() {
        return budget;
    }

    Positions positions() {
        return positions;
    }

    /** The quotas of all accounts in use. */
    List<AccountQuota> quotas() {
        return clients.quotas();
    }

    /** Tells of each service of each account whose quota is counted, and from now on of each new one. */
    void onQuotaService(BiConsumer<AccountQuota, String> listener) {
        clients.onQuotaService(listener);
    }

    @ManagedOperation(description = "How the request quota of each account, service and window stands")
    public TabularData quota() throws OpenDataException {
        return QuotaTables.windows(quotas());
    }

    @ManagedOperation(description = "How many requests of each account and service waited how long for quota")
    public TabularData quotaWaits() throws OpenDataException {
        return QuotaTables.waits(quotas());
    }

    @ManagedOperation(
            description =
                    "Leads in doubt, by the keys that messages name: key, when it was sent, journal; 1,000 at most")
    public List<String> importDoubts() throws IOException {
        List<String> doubts = new ArrayList<>();
        for (ImportJournal journal : importJournals.all()) {
            for (ImportJournal.Entry doubt : journal.doubts(MOST_DOUBTS)) {
                doubts.add(doubt.key() + " " + doubt.since() + " " + journal);
            }
        }
        return doubts;
    }

    @ManagedOperation(
            description =
                    "Settles a lead in doubt after you have looked: ACCEPTED, it is in HeroBase; NOT_SENT, it is not"
                            + " there, and is sent when it comes again. False when the key is not in doubt")
    public boolean settleImportDoubt(String key, String outcome) throws IOException {
        if (!outcome.equals("ACCEPTED") && !outcome.equals("NOT_SENT")) {
            throw new IllegalArgumentException("outcome=" + outcome + " is not valid; expected ACCEPTED or NOT_SENT");
        }
        for (ImportJournal journal : importJournals.all()) {
            Optional<ImportJournal.Entry> doubt = journal.find(key).filter(ImportJournal.Entry::isInDoubt);
            if (doubt.isPresent()) {
                return journal.resolve(key, doubt.get().since(), ImportJournal.State.valueOf(outcome));
            }
        }
        return false;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (clock == null) {
            timer = getCamelContext()
                    .getExecutorServiceManager()
                    .newSingleThreadScheduledExecutor(this, "HerobaseClock");
            clock = new SystemClock(timer);
        }
        clients = new AccountClients(getCamelContext(), this::getClock);
        stopping = new StoppingListener(clients::endWaits);
        getCamelContext().getManagementStrategy().addEventNotifier(stopping);
        importJournals = new ImportJournals(this::getClock);
        positions = new Positions();
        // Before the routes that use it are made: a step is wrapped when its route is.
        for (InterceptStrategy each : interceptors) {
            if (!interceptStrategies().contains(each)) {
                getCamelContext().getCamelContextExtension().addInterceptStrategy(each);
            }
        }
    }

    @Override
    protected void doStop() throws Exception {
        startMoment = null;
        if (clients != null) {
            positions.stop();
            clients.close();
            importJournals.close();
            deliveries.leave(getCamelContext());
            failedAttempts.leave(getCamelContext());
        }
        super.doStop();
    }

    @Override
    protected void doShutdown() throws Exception {
        if (stopping != null) {
            getCamelContext().getManagementStrategy().removeEventNotifier(stopping);
            stopping = null;
        }
        if (timer != null) {
            getCamelContext().getExecutorServiceManager().shutdownNow(timer);
            timer = null;
            clock = null;
        }
        interceptStrategies().removeAll(interceptors);
        super.doShutdown();
    }

    private List<InterceptStrategy> interceptStrategies() {
        return getCamelContext().getCamelContextExtension().getInterceptStrategies();
    }

    public HerobaseConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(HerobaseConfiguration configuration) {
        this.configuration = configuration;
    }

    public HerobaseAccounts getAccounts() {
        return accounts;
    }

    public void setAccounts(HerobaseAccounts accounts) {
        this.accounts = accounts;
    }

    @Override
    public boolean isUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    @Override
    public void setUseGlobalSslContextParameters(boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    public HerobaseClock getClock() {
        return clock;
    }

    public void setClock(HerobaseClock clock) {
        this.clock = clock;
    }
}
