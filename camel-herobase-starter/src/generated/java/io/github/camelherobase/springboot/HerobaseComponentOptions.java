/* Generated from the component's catalog by the build; do not edit. */
package io.github.camelherobase.springboot;

import org.apache.camel.spring.boot.ComponentConfigurationPropertiesCommon;

/** Every option of the component; what is null is left to the component. */
public abstract class HerobaseComponentOptions extends ComponentConfigurationPropertiesCommon {

    /** An account bean with address, user, password and time zone, for example #north; for routes that use several accounts. Then baseUrl, subdomain, username and password must not stand beside it. */
    private io.github.camelherobase.api.HerobaseAccount account;

    /** Accounts by name, for routes that use several: what is set below accounts.north is the bean of account=#north. */
    private io.github.camelherobase.api.HerobaseAccounts accounts;

    /** The address of your cluster's API, for example https://wshero01.herobase.com/api. A missing https:// or /api, a trailing slash and stray blanks are put right. There is no default: each customer lives on one cluster. Plain http is for a loopback address only. */
    private String baseUrl;

    /** Options for all endpoints; each endpoint may set its own. */
    private io.github.camelherobase.HerobaseConfiguration configuration;

    /** The name of your cluster on herobase.com, for example wshero01; instead of baseUrl. */
    private String subdomain;

    /** The zone of the server's times, which come without an offset; also that of today and yesterday, and of the production hours. */
    private String timeZone;

    /** The zone in which the server reads the bounds of a request, such as modifiedFrom, when it differs from that of the times in its answers. Default: timeZone. A consumer checks it at its first poll and once a day, and names the zone that fits when this one does not. */
    private String boundsTimeZone;

    /** The path of the operation below the base URL, instead of the usual one. Tenants and clusters may differ. */
    private String resourcePath;

    /** Allows for bridging the consumer to the Camel routing Error Handler, which mean any exceptions (if possible) occurred while the Camel consumer is trying to pickup incoming messages, or the likes, will now be processed as a message and handled by the routing Error Handler. Important: This is only possible if the 3rd party component allows Camel to be alerted if an exception was thrown. Some components handle this internally only, and therefore bridgeErrorHandler is not possible. In other situations we may improve the Camel component to hook into the 3rd party component and make this possible for future releases. By default the consumer will use the org.apache.camel.spi.ExceptionHandler to deal with exceptions, that will be logged at WARN or ERROR level and ignored. */
    private Boolean bridgeErrorHandler;

    /** The name of the position in its store. Default: user, host, operation and a hash of the filters. */
    private String cursorKey;

    /** Where the position is kept, for example #myStore: a FileCursorStore, a JdbcCursorStore, or any StateRepository of Camel. Default: files in the folder .herobase of the working directory. */
    private org.apache.camel.spi.StateRepository<String, String> cursorRepository;

    /** The column of a saved search that tells leads apart. Default: the one named UniqueId or UniqueLeadId. Taken by savedSearch with format=csv. */
    private String idColumn;

    /** Where to begin when there is no stored position: today, latest (from now on), beginning (all history), a time written like modifiedFrom, or a duration back from now such as 30d or P30D. */
    private String initialFrom;

    /** How long a call may be in progress: until then it is not delivered; later it is delivered as it is. A consumer reads this much and overlap again at each poll, for a call is found by its start and changes after its end. Taken by calls. */
    private java.time.Duration maxCallDuration;

    /** How long an exchange may be under way until the consumer says so: a warning, and health DOWN naming the record. The position never passes an exchange that is not done, so the consumer waits for it however long it takes. Longer than 0. */
    private java.time.Duration maxExchangeTime;

    /** How many exchanges may be under way at once. A route that works on other threads is slowed down to this; the position never passes an exchange that is not done. */
    private Integer maxInFlight;

    /** The column of a saved search with the time of the last modification, by which the server's filter is checked. Default: the one named LastModifiedTime, if there is one. Taken by savedSearch with format=csv. */
    private String modifiedColumn;

    /** The code that the error names when a consumer finds an unused position that may be its own, for example after a filter was changed: it says that a new position shall begin all the same. Valid for those positions only. */
    private String newPosition;

    /** How much of the time already read is read again at each poll, for changes that the server shows late; what was delivered is passed over. Not below the time in which a change becomes visible. Default: 2m, of calls 1h, for late wrap-ups. */
    private java.time.Duration overlap;

    /** End of a bounded run, exclusive, written like modifiedFrom: once all before it is delivered, the route stops. */
    private String until;

    /** Camel's idempotent repository, for example #seen, to pass over what was delivered before a restart too. Without it up to a window and an overlap repeat after a crash. With format=csv the saved search needs a column of the last modification. Taken by simpleLeads, savedSearch, calls. */
    private org.apache.camel.spi.IdempotentRepository idempotentRepository;

    /** Whether the producer should be started lazy (on the first message). By starting lazy you can use this to allow CamelContext and routes to startup in situations where a producer may otherwise fail during starting and cause the route to fail being started. By deferring this startup to be lazy then the startup failure can be handled during routing messages via Camel's routing error handlers. Beware that when the first message is processed then creating and starting the producer may take a little time and prolong the total processing time of the processing. */
    private Boolean lazyStartProducer;

    /** Whether autowiring is enabled. This is used for automatic autowiring options (the option must be marked as autowired) by looking up in the registry to find if there is a single instance of matching type, which then gets configured on the component. This can be used for automatic configuring JDBC data sources, JMS connection factories, AWS Clients, etc. */
    private Boolean autowiredEnabled;

    /** The time by which quota windows are counted and times such as today resolved. For tests: a clock of yours runs a day in milliseconds. */
    private io.github.camelherobase.api.HerobaseClock clock;

    /** Ask for every closed status. Default: true unless statuses are named, because what the server does without any selection is not documented. Taken by simpleLeads, rawLeads. */
    private Boolean allClosedStatuses;

    /** Ask for every open status. Default: true unless statuses are named. Taken by simpleLeads, rawLeads. */
    private Boolean allOpenStatuses;

    /** Campaigns, separated by commas: codes, ids or names, an asterisk stands for any characters and a question mark for one. Servers were seen to ignore them, or may take one kind only, so leads of other campaigns are passed over here; they are sent as they are only with outputType=raw, and where the names of campaigns cannot be read. For rawLeads, whose rows do not show their campaign, the leads of the same time are asked for besides. Taken by simpleLeads, rawLeads. */
    private String campaigns;

    /** Calls that started before this time, which itself is excluded; unset, with timeSpan unset too: up to now. The header CamelHerobaseEndTime overrides this option. Taken by calls. */
    private String endTime;

    /** Complex properties to include, separated by commas. The server ignores names it does not know. Default: data,campaign for lead and for savedSearch as JSON, whose leads have no data otherwise. Taken by every operation that reads but account, requestLimits and requestCounts. */
    private String include;

    /** Only leads with these closures, separated by commas: NotSet, Success, NotInterested, InvalidLead, Unqualified. A sale is status UserProcessed with closure Success. Taken by simpleLeads, rawLeads. */
    private String leadClosures;

    /** Only leads modified at or after this time: an ISO 8601 date or date-time, with an offset or in the account's zone, or today, yesterday, now-2h; resolved at each exchange. Taken by simpleLeads, rawLeads, savedSearch. */
    private String modifiedFrom;

    /** Only leads modified before this time, which itself is excluded; written like modifiedFrom. Taken by simpleLeads, rawLeads, savedSearch. */
    private String modifiedTo;

    /** The org code of a unit; the header CamelHerobaseOrgCode overrides this option. Taken by orgUnit. */
    private String orgCode;

    /** Org codes of units or users, separated by commas, whose calls are read; an asterisk: the units at the top of the organisation, where a call shows that their calls include those of the units below, else each unit; all: each unit. A request is made for each. The header CamelHerobaseOrgCodes overrides this option. Taken by calls. */
    private String orgCodes;

    /** A project whose campaigns are searched instead of those of the saved search. The header CamelHerobaseProject overrides this option. Taken by savedSearch. */
    private String project;

    /** Names of projects, separated by commas; an asterisk stands for any characters and a question mark for one. An account sees its own projects only, whatever is asked for. Taken by simpleLeads, rawLeads. */
    private String projects;

    /** The name of a search saved in HeroBase by the user that the web-service account is linked to; no other search can be run. The header CamelHerobaseSearchName overrides this option. Taken by savedSearch. */
    private String searchName;

    /** Calls that started at or after this time, written like modifiedFrom. The header CamelHerobaseStartTime overrides this option. Taken by calls. */
    private String startTime;

    /** Only leads in these statuses, separated by commas: New, RedialAutomatic, RedialManualCommon, RedialManualPrivate, VIPRedial, Unresolved, UserProcessed, Depleted, Abandoned, Failed, Expired, Removed, Anonymized, DoNotCall, GlobalDoNotCall. Unset: all. Taken by simpleLeads, rawLeads. */
    private String statuses;

    /** How long the period of calls is, instead of endTime: a duration such as PT2H, P1D, P3Y or 2h. The header CamelHerobaseTimeSpan overrides this option. Taken by calls. */
    private String timeSpan;

    /** Only the lead with this id. Of lead, the header CamelHerobaseLeadId overrides this option. Taken by simpleLeads, rawLeads, lead. */
    private String uniqueId;

    /** The first slice that one request asks for, of a consumer's history or of the period of calls that a producer reads; other producers do not heed it. Doubled while a slice holds fewer than 10,000 records; halved when an answer is cut or takes too long, by a consumer not below a second, by a producer six times in a row at most. Default: 1d, of a producer the whole period. Taken by simpleLeads, rawLeads, savedSearch, calls. */
    private java.time.Duration windowSize;

    /** Also accept statuses and closures whose names this version does not know; your account may have more than the documented ones. Taken by simpleLeads, rawLeads. */
    private Boolean lenientEnums;

    /** Used for enabling or disabling all consumer based health checks from this component */
    private Boolean healthCheckConsumerEnabled;

    /** Used for enabling or disabling all producer based health checks from this component. Notice: Camel has by default disabled all producer based health-checks. You can turn on producer checks globally by setting camel.health.producersEnabled=true. */
    private Boolean healthCheckProducerEnabled;

    /** How long connecting to the server may take. */
    private java.time.Duration connectTimeout;

    /** How long the server may take for the first byte of an answer, and between two reads; so a long export lives and a dead one does not. Of a consumer also how long its route may let a record wait: then the request is given up, and the rest of the window read again. */
    private java.time.Duration responseTimeout;

    /** Camel's http component on whose TLS, proxy and pool settings this one stands, for example #myHttp. Automatic retries, redirects and cookies are always off. */
    private org.apache.camel.component.http.HttpComponent httpComponent;

    /** The code of the campaign for leads that do not name their own; the header CamelHerobaseCampaignCode overrides this option. Taken by importLeads. */
    private String campaignCode;

    /** The field of a lead, such as a column of CSV, that names its campaign, for example CampaignCode. It is not sent among the lead's data. Where it is blank, the option or the header campaignCode decides. Unset: a lead with a field CampaignCode is refused, so that a named campaign is never ignored. Taken by importLeads. */
    private String campaignField;

    /** Check every lead and count the requests, but send none. The body becomes an ImportReport, for a single lead too. Taken by importLeads. */
    private Boolean dryRun;

    /** How many leads of one import are sent at a time, 1 to 100; a limit of its own, besides the quota's rate. Taken by importLeads. */
    private Integer importConcurrency;

    /** Where importKey is written: a bean such as #journal, a FileImportJournal, a JdbcImportJournal or your own. Unset: a file of the account under ./.herobase/. Taken by importLeads. */
    private io.github.camelherobase.api.ImportJournal importJournal;

    /** What names a lead in the journal, so that a repeated import sends no lead twice: the name of a field, such as CrmId, or a Simple expression over the lead's fields and the exchange's headers, such as $simple{header.CamelFileName}-$simple{header.CamelHerobasePosition}. It must be the same whenever the lead is delivered again. Taken by importLeads. */
    private String importKey;

    /** The lead pool for leads that do not name their own; a pool of that name is created when there is none. A name that holds the date, such as Web $simple{date:now:yyyy-MM}, is resolved once for each exchange, in the account's zone. Unset: HeroBase's pool of the day, so that an import over midnight falls into two. The header CamelHerobaseLeadPool overrides this option. Taken by importLeads. */
    private String leadPool;

    /** What becomes of fields without a value: omit leaves them out of the request, empty sends empty text. Taken by importLeads. */
    private io.github.camelherobase.api.NullFields nullFields;

    /** What rejected leads do to their exchange: fail or report. Unset: one lead fails its exchange, and of many the rejected stand in the report. An import whose leads were all rejected fails too, unless rejectedUri took them; so does a single lead. With rejectedUri, fail must be set for a rejected lead to be a failure. Taken by importLeads. */
    private io.github.camelherobase.OnRejected onRejected;

    /** Fields, separated by commas, by which a lead in doubt is looked up: leads of its campaign that came in since are read back through simpleLeads, and one with the same values settles the doubt; when there is none, the lead is sent again. Choose fields that name a lead and that HeroBase keeps as they are. Needs the right to read leads. Unset: doubts stay. Taken by importLeads. */
    private String readBackFields;

    /** An endpoint that gets each rejected or doubtful lead as an exchange: the body is the lead as it came, the headers CamelHerobaseOutcome (REJECTED or IN_DOUBT), CamelHerobaseReason and CamelHerobasePosition say the rest, and the headers of the import stand beside them. Send only rejected leads in again. Taken by importLeads. */
    private String rejectedUri;

    /** The request's member that carries the lead pool. Its real name is not public: ask the vendor, or look at the API exploration page of your cluster. Taken by importLeads. */
    private String leadPoolField;

    /** How old a doubt must be before the lead is looked up, as the server may still be working on its request. Taken by importLeads. */
    private java.time.Duration readBackDelay;

    /** Send a lead again that may or may not be in HeroBase when its exchange is delivered again; the dialer may then call a person twice. Taken by importLeads. */
    private Boolean resendUncertain;

    /** How many records make one body, a List; the last may hold fewer. 0: each record is a body of its own. Taken by every operation that streams. */
    private Integer batchSize;

    /** The data fields that become columns of outputType=row, in this order, separated by commas. Unset: those of the first record; a field that only later records have is left out and warned of. With another outputType, or format=csv, it fails the start, as nothing would be left out. Taken by simpleLeads, savedSearch. */
    private String dataFields;

    /** In which form the server sends a saved search: json, leads with getters; csv, rows with the columns that the search has. Taken by savedSearch. */
    private io.github.camelherobase.ExportFormat format;

    /** What a record becomes: record, an object with getters that is parsed when asked; map; row, a flat map whose columns keep their order, for CSV and SQL; json, the text as the server sent it; raw, the bytes of the whole answer as they come, producers only. Taken by every operation that streams. */
    private io.github.camelherobase.OutputType outputType;

    /** One map for each lead instead of one record for each field of a lead. A lead whose rows are not together is an error if it returns within the next 10,000 leads; if later, it is two maps. Taken by rawLeads. */
    private Boolean pivot;

    /** The charset of the server's CSV. A byte order mark overrides it; unset, the one that the answer's content type names is taken, else UTF-8. Bytes that are not in it are an error. Taken by savedSearch with format=csv, and rawLeads. */
    private String csvCharset;

    /** What separates the columns of the server's CSV; its documentation does not say. Write \t for a tab. Unset: a comma, a semicolon or a tab, as the first row shows, or what a line sep= before it names; an answer that shows none or several is an error. Taken by savedSearch with format=csv, and rawLeads. */
    private String csvDelimiter;

    /** How a CSV answer is taken that has neither a length nor chunks, and so ends when the connection is closed, at any byte: proven, it fails before its first row; trust, it passes as whole, with one warning. Taken by savedSearch with format=csv, and rawLeads. */
    private io.github.camelherobase.CsvEnd csvEnd;

    /** Whether the first row of the server's CSV names the columns. With false they are column1, column2 and so on, and an empty answer means no leads instead of an error. The header row of rawLeads is known by its names in either case. Taken by savedSearch with format=csv, and rawLeads. */
    private Boolean csvHeader;

    /** Opt in to the vendor's fair-use policy: every request costs one unit of the daily limit instead of four or eight, and a limit per minute applies, which the component keeps. All endpoints of an account must agree. */
    private Boolean fairUse;

    /** How long a request of a producer may wait for quota; a request that would have to wait longer fails as soon as that is known. The default is more than a minute's window and less than a day's. */
    private java.time.Duration maxQuotaWait;

    /** What to do when the account's quota leaves no request now: wait for the window to open, or fail at once. */
    private io.github.camelherobase.QuotaExceededPolicy onQuotaExceeded;

    /** Whose requests go first when the quota does not suffice for all: high before normal before low; among equals, who came first. Give an interactive route high and a nightly one low. */
    private io.github.camelherobase.api.QuotaPriority quotaPriority;

    /** What this endpoint leaves unused of the day's limit of a service, in units such as 100, or as a share such as 10%: for other programs of the account, which HeroBase counts too, or for endpoints with a smaller reserve. Without effect while the day's limit is unknown. */
    private String quotaReserve;

    /** Where the quota is kept: memory, each process for itself; or a QuotaStore bean, for example #quotaStore, through which all processes of an account share it and a restart forgets nothing. JdbcQuotaStore keeps it in a database. When the store fails, no request is sent that has no permit yet, and onQuotaExceeded decides. All endpoints of an account must agree. */
    private io.github.camelherobase.api.QuotaStore quotaStore;

    /** How old the server's own counts may become while requests are sent: they are asked for before the first request of an account, at a new day, after a daily refusal, and again after this time, by one or two requests to /myaccount/request/limits and /counts. 0 never asks: then a restart forgets what was used, and the day's limit is learned by one refusal. All endpoints of an account must agree. */
    private java.time.Duration quotaSync;

    /** Under which names HeroBase counts the services, where the limits service does not tell it: a list of method, path and name, for example POST/leads=ImportLead,GET/simpleleads=ExportSimpleLeads. Requests with the same name share one quota. All endpoints of an account must agree. */
    private String quotaServices;

    /** The password of the web-service account. */
    private String password;

    /** A java.util.function.Supplier of the password, for example #vault, asked at each request; for a password that changes while the route runs. Instead of password. */
    private java.util.function.Supplier<String> passwordSupplier;

    /** TLS settings: own trust store, protocols, client certificate. */
    private org.apache.camel.support.jsse.SSLContextParameters sslContextParameters;

    /** Use the context's global TLS settings. */
    private Boolean useGlobalSslContextParameters;

    /** The user name of the web-service account. */
    private String username;

    public io.github.camelherobase.api.HerobaseAccount getAccount() {
        return account;
    }

    public void setAccount(io.github.camelherobase.api.HerobaseAccount account) {
        this.account = account;
    }

    public io.github.camelherobase.api.HerobaseAccounts getAccounts() {
        return accounts;
    }

    public void setAccounts(io.github.camelherobase.api.HerobaseAccounts accounts) {
        this.accounts = accounts;
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public io.github.camelherobase.HerobaseConfiguration getConfiguration() {
        return configuration;
    }

    public void setConfiguration(io.github.camelherobase.HerobaseConfiguration configuration) {
        this.configuration = configuration;
    }

    public String getSubdomain() {
        return subdomain;
    }

    public void setSubdomain(String subdomain) {
        this.subdomain = subdomain;
    }

    public String getTimeZone() {
        return timeZone;
    }

    public void setTimeZone(String timeZone) {
        this.timeZone = timeZone;
    }

    public String getBoundsTimeZone() {
        return boundsTimeZone;
    }

    public void setBoundsTimeZone(String boundsTimeZone) {
        this.boundsTimeZone = boundsTimeZone;
    }

    public String getResourcePath() {
        return resourcePath;
    }

    public void setResourcePath(String resourcePath) {
        this.resourcePath = resourcePath;
    }

    public Boolean getBridgeErrorHandler() {
        return bridgeErrorHandler;
    }

    public void setBridgeErrorHandler(Boolean bridgeErrorHandler) {
        this.bridgeErrorHandler = bridgeErrorHandler;
    }

    public String getCursorKey() {
        return cursorKey;
    }

    public void setCursorKey(String cursorKey) {
        this.cursorKey = cursorKey;
    }

    public org.apache.camel.spi.StateRepository<String, String> getCursorRepository() {
        return cursorRepository;
    }

    public void setCursorRepository(org.apache.camel.spi.StateRepository<String, String> cursorRepository) {
        this.cursorRepository = cursorRepository;
    }

    public String getIdColumn() {
        return idColumn;
    }

    public void setIdColumn(String idColumn) {
        this.idColumn = idColumn;
    }

    public String getInitialFrom() {
        return initialFrom;
    }

    public void setInitialFrom(String initialFrom) {
        this.initialFrom = initialFrom;
    }

    public java.time.Duration getMaxCallDuration() {
        return maxCallDuration;
    }

    public void setMaxCallDuration(java.time.Duration maxCallDuration) {
        this.maxCallDuration = maxCallDuration;
    }

    public java.time.Duration getMaxExchangeTime() {
        return maxExchangeTime;
    }

    public void setMaxExchangeTime(java.time.Duration maxExchangeTime) {
        this.maxExchangeTime = maxExchangeTime;
    }

    public Integer getMaxInFlight() {
        return maxInFlight;
    }

    public void setMaxInFlight(Integer maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    public String getModifiedColumn() {
        return modifiedColumn;
    }

    public void setModifiedColumn(String modifiedColumn) {
        this.modifiedColumn = modifiedColumn;
    }

    public String getNewPosition() {
        return newPosition;
    }

    public void setNewPosition(String newPosition) {
        this.newPosition = newPosition;
    }

    public java.time.Duration getOverlap() {
        return overlap;
    }

    public void setOverlap(java.time.Duration overlap) {
        this.overlap = overlap;
    }

    public String getUntil() {
        return until;
    }

    public void setUntil(String until) {
        this.until = until;
    }

    public org.apache.camel.spi.IdempotentRepository getIdempotentRepository() {
        return idempotentRepository;
    }

    public void setIdempotentRepository(org.apache.camel.spi.IdempotentRepository idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }

    public Boolean getLazyStartProducer() {
        return lazyStartProducer;
    }

    public void setLazyStartProducer(Boolean lazyStartProducer) {
        this.lazyStartProducer = lazyStartProducer;
    }

    public Boolean getAutowiredEnabled() {
        return autowiredEnabled;
    }

    public void setAutowiredEnabled(Boolean autowiredEnabled) {
        this.autowiredEnabled = autowiredEnabled;
    }

    public io.github.camelherobase.api.HerobaseClock getClock() {
        return clock;
    }

    public void setClock(io.github.camelherobase.api.HerobaseClock clock) {
        this.clock = clock;
    }

    public Boolean getAllClosedStatuses() {
        return allClosedStatuses;
    }

    public void setAllClosedStatuses(Boolean allClosedStatuses) {
        this.allClosedStatuses = allClosedStatuses;
    }

    public Boolean getAllOpenStatuses() {
        return allOpenStatuses;
    }

    public void setAllOpenStatuses(Boolean allOpenStatuses) {
        this.allOpenStatuses = allOpenStatuses;
    }

    public String getCampaigns() {
        return campaigns;
    }

    public void setCampaigns(String campaigns) {
        this.campaigns = campaigns;
    }

    public String getEndTime() {
        return endTime;
    }

    public void setEndTime(String endTime) {
        this.endTime = endTime;
    }

    public String getInclude() {
        return include;
    }

    public void setInclude(String include) {
        this.include = include;
    }

    public String getLeadClosures() {
        return leadClosures;
    }

    public void setLeadClosures(String leadClosures) {
        this.leadClosures = leadClosures;
    }

    public String getModifiedFrom() {
        return modifiedFrom;
    }

    public void setModifiedFrom(String modifiedFrom) {
        this.modifiedFrom = modifiedFrom;
    }

    public String getModifiedTo() {
        return modifiedTo;
    }

    public void setModifiedTo(String modifiedTo) {
        this.modifiedTo = modifiedTo;
    }

    public String getOrgCode() {
        return orgCode;
    }

    public void setOrgCode(String orgCode) {
        this.orgCode = orgCode;
    }

    public String getOrgCodes() {
        return orgCodes;
    }

    public void setOrgCodes(String orgCodes) {
        this.orgCodes = orgCodes;
    }

    public String getProject() {
        return project;
    }

    public void setProject(String project) {
        this.project = project;
    }

    public String getProjects() {
        return projects;
    }

    public void setProjects(String projects) {
        this.projects = projects;
    }

    public String getSearchName() {
        return searchName;
    }

    public void setSearchName(String searchName) {
        this.searchName = searchName;
    }

    public String getStartTime() {
        return startTime;
    }

    public void setStartTime(String startTime) {
        this.startTime = startTime;
    }

    public String getStatuses() {
        return statuses;
    }

    public void setStatuses(String statuses) {
        this.statuses = statuses;
    }

    public String getTimeSpan() {
        return timeSpan;
    }

    public void setTimeSpan(String timeSpan) {
        this.timeSpan = timeSpan;
    }

    public String getUniqueId() {
        return uniqueId;
    }

    public void setUniqueId(String uniqueId) {
        this.uniqueId = uniqueId;
    }

    public java.time.Duration getWindowSize() {
        return windowSize;
    }

    public void setWindowSize(java.time.Duration windowSize) {
        this.windowSize = windowSize;
    }

    public Boolean getLenientEnums() {
        return lenientEnums;
    }

    public void setLenientEnums(Boolean lenientEnums) {
        this.lenientEnums = lenientEnums;
    }

    public Boolean getHealthCheckConsumerEnabled() {
        return healthCheckConsumerEnabled;
    }

    public void setHealthCheckConsumerEnabled(Boolean healthCheckConsumerEnabled) {
        this.healthCheckConsumerEnabled = healthCheckConsumerEnabled;
    }

    public Boolean getHealthCheckProducerEnabled() {
        return healthCheckProducerEnabled;
    }

    public void setHealthCheckProducerEnabled(Boolean healthCheckProducerEnabled) {
        this.healthCheckProducerEnabled = healthCheckProducerEnabled;
    }

    public java.time.Duration getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(java.time.Duration connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public java.time.Duration getResponseTimeout() {
        return responseTimeout;
    }

    public void setResponseTimeout(java.time.Duration responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public org.apache.camel.component.http.HttpComponent getHttpComponent() {
        return httpComponent;
    }

    public void setHttpComponent(org.apache.camel.component.http.HttpComponent httpComponent) {
        this.httpComponent = httpComponent;
    }

    public String getCampaignCode() {
        return campaignCode;
    }

    public void setCampaignCode(String campaignCode) {
        this.campaignCode = campaignCode;
    }

    public String getCampaignField() {
        return campaignField;
    }

    public void setCampaignField(String campaignField) {
        this.campaignField = campaignField;
    }

    public Boolean getDryRun() {
        return dryRun;
    }

    public void setDryRun(Boolean dryRun) {
        this.dryRun = dryRun;
    }

    public Integer getImportConcurrency() {
        return importConcurrency;
    }

    public void setImportConcurrency(Integer importConcurrency) {
        this.importConcurrency = importConcurrency;
    }

    public io.github.camelherobase.api.ImportJournal getImportJournal() {
        return importJournal;
    }

    public void setImportJournal(io.github.camelherobase.api.ImportJournal importJournal) {
        this.importJournal = importJournal;
    }

    public String getImportKey() {
        return importKey;
    }

    public void setImportKey(String importKey) {
        this.importKey = importKey;
    }

    public String getLeadPool() {
        return leadPool;
    }

    public void setLeadPool(String leadPool) {
        this.leadPool = leadPool;
    }

    public io.github.camelherobase.api.NullFields getNullFields() {
        return nullFields;
    }

    public void setNullFields(io.github.camelherobase.api.NullFields nullFields) {
        this.nullFields = nullFields;
    }

    public io.github.camelherobase.OnRejected getOnRejected() {
        return onRejected;
    }

    public void setOnRejected(io.github.camelherobase.OnRejected onRejected) {
        this.onRejected = onRejected;
    }

    public String getReadBackFields() {
        return readBackFields;
    }

    public void setReadBackFields(String readBackFields) {
        this.readBackFields = readBackFields;
    }

    public String getRejectedUri() {
        return rejectedUri;
    }

    public void setRejectedUri(String rejectedUri) {
        this.rejectedUri = rejectedUri;
    }

    public String getLeadPoolField() {
        return leadPoolField;
    }

    public void setLeadPoolField(String leadPoolField) {
        this.leadPoolField = leadPoolField;
    }

    public java.time.Duration getReadBackDelay() {
        return readBackDelay;
    }

    public void setReadBackDelay(java.time.Duration readBackDelay) {
        this.readBackDelay = readBackDelay;
    }

    public Boolean getResendUncertain() {
        return resendUncertain;
    }

    public void setResendUncertain(Boolean resendUncertain) {
        this.resendUncertain = resendUncertain;
    }

    public Integer getBatchSize() {
        return batchSize;
    }

    public void setBatchSize(Integer batchSize) {
        this.batchSize = batchSize;
    }

    public String getDataFields() {
        return dataFields;
    }

    public void setDataFields(String dataFields) {
        this.dataFields = dataFields;
    }

    public io.github.camelherobase.ExportFormat getFormat() {
        return format;
    }

    public void setFormat(io.github.camelherobase.ExportFormat format) {
        this.format = format;
    }

    public io.github.camelherobase.OutputType getOutputType() {
        return outputType;
    }

    public void setOutputType(io.github.camelherobase.OutputType outputType) {
        this.outputType = outputType;
    }

    public Boolean getPivot() {
        return pivot;
    }

    public void setPivot(Boolean pivot) {
        this.pivot = pivot;
    }

    public String getCsvCharset() {
        return csvCharset;
    }

    public void setCsvCharset(String csvCharset) {
        this.csvCharset = csvCharset;
    }

    public String getCsvDelimiter() {
        return csvDelimiter;
    }

    public void setCsvDelimiter(String csvDelimiter) {
        this.csvDelimiter = csvDelimiter;
    }

    public io.github.camelherobase.CsvEnd getCsvEnd() {
        return csvEnd;
    }

    public void setCsvEnd(io.github.camelherobase.CsvEnd csvEnd) {
        this.csvEnd = csvEnd;
    }

    public Boolean getCsvHeader() {
        return csvHeader;
    }

    public void setCsvHeader(Boolean csvHeader) {
        this.csvHeader = csvHeader;
    }

    public Boolean getFairUse() {
        return fairUse;
    }

    public void setFairUse(Boolean fairUse) {
        this.fairUse = fairUse;
    }

    public java.time.Duration getMaxQuotaWait() {
        return maxQuotaWait;
    }

    public void setMaxQuotaWait(java.time.Duration maxQuotaWait) {
        this.maxQuotaWait = maxQuotaWait;
    }

    public io.github.camelherobase.QuotaExceededPolicy getOnQuotaExceeded() {
        return onQuotaExceeded;
    }

    public void setOnQuotaExceeded(io.github.camelherobase.QuotaExceededPolicy onQuotaExceeded) {
        this.onQuotaExceeded = onQuotaExceeded;
    }

    public io.github.camelherobase.api.QuotaPriority getQuotaPriority() {
        return quotaPriority;
    }

    public void setQuotaPriority(io.github.camelherobase.api.QuotaPriority quotaPriority) {
        this.quotaPriority = quotaPriority;
    }

    public String getQuotaReserve() {
        return quotaReserve;
    }

    public void setQuotaReserve(String quotaReserve) {
        this.quotaReserve = quotaReserve;
    }

    public io.github.camelherobase.api.QuotaStore getQuotaStore() {
        return quotaStore;
    }

    public void setQuotaStore(io.github.camelherobase.api.QuotaStore quotaStore) {
        this.quotaStore = quotaStore;
    }

    public java.time.Duration getQuotaSync() {
        return quotaSync;
    }

    public void setQuotaSync(java.time.Duration quotaSync) {
        this.quotaSync = quotaSync;
    }

    public String getQuotaServices() {
        return quotaServices;
    }

    public void setQuotaServices(String quotaServices) {
        this.quotaServices = quotaServices;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public java.util.function.Supplier<String> getPasswordSupplier() {
        return passwordSupplier;
    }

    public void setPasswordSupplier(java.util.function.Supplier<String> passwordSupplier) {
        this.passwordSupplier = passwordSupplier;
    }

    public org.apache.camel.support.jsse.SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(org.apache.camel.support.jsse.SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }

    public Boolean getUseGlobalSslContextParameters() {
        return useGlobalSslContextParameters;
    }

    public void setUseGlobalSslContextParameters(Boolean useGlobalSslContextParameters) {
        this.useGlobalSslContextParameters = useGlobalSslContextParameters;
    }

    public String getUsername() {
        return username;
    }

    public void setUsername(String username) {
        this.username = username;
    }
}
