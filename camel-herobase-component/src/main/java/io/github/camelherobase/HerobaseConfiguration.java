package io.github.camelherobase;

import java.time.Duration;
import java.util.function.Supplier;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.IdempotentRepository;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.jsse.SSLContextParameters;

import io.github.camelherobase.api.HerobaseAccount;
import io.github.camelherobase.api.ImportJournal;
import io.github.camelherobase.api.NullFields;
import io.github.camelherobase.api.QuotaPriority;
import io.github.camelherobase.api.QuotaStore;

/** Every option of the component and of its endpoints; an endpoint begins with a copy of the component's. */
@UriParams
public class HerobaseConfiguration implements Cloneable {

    @UriPath(description = "What the endpoint does.")
    @Metadata(required = true)
    private HerobaseOperation operation;

    @UriParam(
            label = "common",
            description =
                    "The address of your cluster's API, for example https://wshero01.herobase.com/api. A missing https:// or /api, a trailing slash and stray blanks are put right. There is no default: each customer lives on one cluster. Plain http is for a loopback address only.")
    private String baseUrl;

    @UriParam(
            label = "common",
            description = "The name of your cluster on herobase.com, for example wshero01; instead of baseUrl.")
    private String subdomain;

    @UriParam(label = "security", description = "The user name of the web-service account.")
    private String username;

    @UriParam(label = "security", secret = true, description = "The password of the web-service account.")
    private String password;

    @UriParam(
            label = "security",
            description =
                    "A java.util.function.Supplier of the password, for example #vault, asked at each request; for a password that changes while the route runs. Instead of password.")
    private Supplier<String> passwordSupplier;

    @UriParam(
            label = "common",
            description =
                    "An account bean with address, user, password and time zone, for example #north; for routes that use several accounts. Then baseUrl, subdomain, username and password must not stand beside it.")
    private HerobaseAccount account;

    @UriParam(
            label = "common",
            defaultValue = "Europe/Copenhagen",
            description =
                    "The zone of the server's times, which come without an offset; also that of today and yesterday, and of the production hours.")
    private String timeZone = "Europe/Copenhagen";

    @UriParam(
            label = "common,advanced",
            description =
                    "The zone in which the server reads the bounds of a request, such as modifiedFrom, when it differs from that of the times in its answers. Default: timeZone. A consumer checks it at its first poll and once a day, and names the zone that fits when this one does not.")
    private String boundsTimeZone;

    @UriParam(
            label = "common,advanced",
            description =
                    "The path of the operation below the base URL, instead of the usual one. Tenants and clusters may differ.")
    private String resourcePath;

    @UriParam(
            label = "filter",
            defaultValue = "*",
            description =
                    "Names of projects, separated by commas; an asterisk stands for any characters and a question mark for one. An account sees its own projects only, whatever is asked for. Taken by simpleLeads, rawLeads.")
    private String projects = "*";

    @UriParam(
            label = "filter",
            description =
                    "Campaigns, separated by commas: codes, ids or names, an asterisk stands for any characters and a question mark for one. Servers were seen to ignore them, or may take one kind only, so leads of other campaigns are passed over here; they are sent as they are only with outputType=raw, and where the names of campaigns cannot be read. For rawLeads, whose rows do not show their campaign, the leads of the same time are asked for besides. Taken by simpleLeads, rawLeads.")
    private String campaigns;

    @UriParam(
            label = "filter",
            description =
                    "Only leads modified at or after this time: an ISO 8601 date or date-time, with an offset or in the account's zone, or today, yesterday, now-2h; resolved at each exchange. Taken by simpleLeads, rawLeads, savedSearch.")
    private String modifiedFrom;

    @UriParam(
            label = "filter",
            description =
                    "Only leads modified before this time, which itself is excluded; written like modifiedFrom. Taken by simpleLeads, rawLeads, savedSearch.")
    private String modifiedTo;

    @UriParam(
            label = "filter",
            description =
                    "Only leads in these statuses, separated by commas: New, RedialAutomatic, RedialManualCommon, RedialManualPrivate, VIPRedial, Unresolved, UserProcessed, Depleted, Abandoned, Failed, Expired, Removed, Anonymized, DoNotCall, GlobalDoNotCall. Unset: all. Taken by simpleLeads, rawLeads.")
    private String statuses;

    @UriParam(
            label = "filter",
            description =
                    "Only leads with these closures, separated by commas: NotSet, Success, NotInterested, InvalidLead, Unqualified. A sale is status UserProcessed with closure Success. Taken by simpleLeads, rawLeads.")
    private String leadClosures;

    @UriParam(
            label = "filter",
            description =
                    "Ask for every closed status. Default: true unless statuses are named, because what the server does without any selection is not documented. Taken by simpleLeads, rawLeads.")
    private Boolean allClosedStatuses;

    @UriParam(
            label = "filter",
            description =
                    "Ask for every open status. Default: true unless statuses are named. Taken by simpleLeads, rawLeads.")
    private Boolean allOpenStatuses;

    @UriParam(
            label = "filter",
            description =
                    "The name of a search saved in HeroBase by the user that the web-service account is linked to; no other search can be run. The header CamelHerobaseSearchName overrides this option. Taken by savedSearch.")
    private String searchName;

    @UriParam(
            label = "filter",
            description =
                    "A project whose campaigns are searched instead of those of the saved search. The header CamelHerobaseProject overrides this option. Taken by savedSearch.")
    private String project;

    @UriParam(
            label = "output",
            defaultValue = "json",
            description =
                    "In which form the server sends a saved search: json, leads with getters; csv, rows with the columns that the search has. Taken by savedSearch.")
    private ExportFormat format = ExportFormat.json;

    @UriParam(
            label = "output",
            defaultValue = "false",
            description =
                    "One map for each lead instead of one record for each field of a lead. A lead whose rows are not together is an error if it returns within the next 10,000 leads; if later, it is two maps. Taken by rawLeads.")
    private boolean pivot;

    @UriParam(
            label = "output,advanced",
            description =
                    "What separates the columns of the server's CSV; its documentation does not say. Write \\t for a tab. Unset: a comma, a semicolon or a tab, as the first row shows, or what a line sep= before it names; an answer that shows none or several is an error. Taken by savedSearch with format=csv, and rawLeads.")
    private String csvDelimiter;

    @UriParam(
            label = "output,advanced",
            description =
                    "The charset of the server's CSV. A byte order mark overrides it; unset, the one that the answer's content type names is taken, else UTF-8. Bytes that are not in it are an error. Taken by savedSearch with format=csv, and rawLeads.")
    private String csvCharset;

    @UriParam(
            label = "output,advanced",
            defaultValue = "proven",
            description =
                    "How a CSV answer is taken that has neither a length nor chunks, and so ends when the connection is closed, at any byte: proven, it fails before its first row; trust, it passes as whole, with one warning. Taken by savedSearch with format=csv, and rawLeads.")
    private CsvEnd csvEnd = CsvEnd.proven;

    @UriParam(
            label = "output,advanced",
            defaultValue = "true",
            description =
                    "Whether the first row of the server's CSV names the columns. With false they are column1, column2 and so on, and an empty answer means no leads instead of an error. The header row of rawLeads is known by its names in either case. Taken by savedSearch with format=csv, and rawLeads.")
    private boolean csvHeader = true;

    @UriParam(
            label = "consumer",
            description =
                    "The column of a saved search that tells leads apart. Default: the one named UniqueId or UniqueLeadId. Taken by savedSearch with format=csv.")
    private String idColumn;

    @UriParam(
            label = "consumer",
            description =
                    "The column of a saved search with the time of the last modification, by which the server's filter is checked. Default: the one named LastModifiedTime, if there is one. Taken by savedSearch with format=csv.")
    private String modifiedColumn;

    @UriParam(
            label = "filter",
            description =
                    "The org code of a unit; the header CamelHerobaseOrgCode overrides this option. Taken by orgUnit.")
    private String orgCode;

    @UriParam(
            label = "filter",
            description =
                    "Org codes of units or users, separated by commas, whose calls are read; an asterisk: the units at the top of the organisation, where a call shows that their calls include those of the units below, else each unit; all: each unit. A request is made for each. The header CamelHerobaseOrgCodes overrides this option. Taken by calls.")
    private String orgCodes;

    @UriParam(
            label = "filter",
            description =
                    "Calls that started at or after this time, written like modifiedFrom. The header CamelHerobaseStartTime overrides this option. Taken by calls.")
    private String startTime;

    @UriParam(
            label = "filter",
            description =
                    "Calls that started before this time, which itself is excluded; unset, with timeSpan unset too: up to now. The header CamelHerobaseEndTime overrides this option. Taken by calls.")
    private String endTime;

    @UriParam(
            label = "filter",
            description =
                    "How long the period of calls is, instead of endTime: a duration such as PT2H, P1D, P3Y or 2h. The header CamelHerobaseTimeSpan overrides this option. Taken by calls.")
    private String timeSpan;

    @UriParam(
            label = "consumer",
            defaultValue = "4h",
            description =
                    "How long a call may be in progress: until then it is not delivered; later it is delivered as it is. A consumer reads this much and overlap again at each poll, for a call is found by its start and changes after its end. Taken by calls.")
    private Duration maxCallDuration = Duration.ofHours(4);

    @UriParam(
            label = "filter",
            description =
                    "Only the lead with this id. Of lead, the header CamelHerobaseLeadId overrides this option. Taken by simpleLeads, rawLeads, lead.")
    private String uniqueId;

    @UriParam(
            label = "filter",
            description =
                    "Complex properties to include, separated by commas. The server ignores names it does not know. Default: data,campaign for lead and for savedSearch as JSON, whose leads have no data otherwise. Taken by every operation that reads but account, requestLimits and requestCounts.")
    private String include;

    @UriParam(
            label = "filter,advanced",
            defaultValue = "false",
            description =
                    "Also accept statuses and closures whose names this version does not know; your account may have more than the documented ones. Taken by simpleLeads, rawLeads.")
    private boolean lenientEnums = false;

    @UriParam(
            label = "import",
            description =
                    "The code of the campaign for leads that do not name their own; the header CamelHerobaseCampaignCode overrides this option. Taken by importLeads.")
    private String campaignCode;

    @UriParam(
            label = "import",
            description =
                    "The field of a lead, such as a column of CSV, that names its campaign, for example CampaignCode. It is not sent among the lead's data. Where it is blank, the option or the header campaignCode decides. Unset: a lead with a field CampaignCode is refused, so that a named campaign is never ignored. Taken by importLeads.")
    private String campaignField;

    @UriParam(
            label = "import",
            description =
                    "The lead pool for leads that do not name their own; a pool of that name is created when there is none. A name that holds the date, such as Web $simple{date:now:yyyy-MM}, is resolved once for each exchange, in the account's zone. Unset: HeroBase's pool of the day, so that an import over midnight falls into two. The header CamelHerobaseLeadPool overrides this option. Taken by importLeads.")
    private String leadPool;

    @UriParam(
            label = "import,advanced",
            defaultValue = "LeadPool",
            description =
                    "The request's member that carries the lead pool. Its real name is not public: ask the vendor, or look at the API exploration page of your cluster. Taken by importLeads.")
    private String leadPoolField = "LeadPool";

    @UriParam(
            label = "import",
            defaultValue = "4",
            description =
                    "How many leads of one import are sent at a time, 1 to 100; a limit of its own, besides the quota's rate. Taken by importLeads.")
    private int importConcurrency = 4;

    @UriParam(
            label = "import",
            description =
                    "What rejected leads do to their exchange: fail or report. Unset: one lead fails its exchange, and of many the rejected stand in the report. An import whose leads were all rejected fails too, unless rejectedUri took them; so does a single lead. With rejectedUri, fail must be set for a rejected lead to be a failure. Taken by importLeads.")
    private OnRejected onRejected;

    @UriParam(
            label = "import",
            description =
                    "An endpoint that gets each rejected or doubtful lead as an exchange: the body is the lead as it came, the headers CamelHerobaseOutcome (REJECTED or IN_DOUBT), CamelHerobaseReason and CamelHerobasePosition say the rest, and the headers of the import stand beside them. Send only rejected leads in again. Taken by importLeads.")
    private String rejectedUri;

    @UriParam(
            label = "import",
            description =
                    "What names a lead in the journal, so that a repeated import sends no lead twice: the name of a field, such as CrmId, or a Simple expression over the lead's fields and the exchange's headers, such as $simple{header.CamelFileName}-$simple{header.CamelHerobasePosition}. It must be the same whenever the lead is delivered again. Taken by importLeads.")
    private String importKey;

    @UriParam(
            label = "import",
            description =
                    "Where importKey is written: a bean such as #journal, a FileImportJournal, a JdbcImportJournal or your own. Unset: a file of the account under ./.herobase/. Taken by importLeads.")
    private ImportJournal importJournal;

    @UriParam(
            label = "import,advanced",
            defaultValue = "false",
            description =
                    "Send a lead again that may or may not be in HeroBase when its exchange is delivered again; the dialer may then call a person twice. Taken by importLeads.")
    private boolean resendUncertain;

    @UriParam(
            label = "import",
            description =
                    "Fields, separated by commas, by which a lead in doubt is looked up: leads of its campaign that came in since are read back through simpleLeads, and one with the same values settles the doubt; when there is none, the lead is sent again. Choose fields that name a lead and that HeroBase keeps as they are. Needs the right to read leads. Unset: doubts stay. Taken by importLeads.")
    private String readBackFields;

    @UriParam(
            label = "import,advanced",
            defaultValue = "1m",
            javaType = "java.time.Duration",
            description =
                    "How old a doubt must be before the lead is looked up, as the server may still be working on its request. Taken by importLeads.")
    private long readBackDelay = 60_000;

    @UriParam(
            label = "import",
            defaultValue = "omit",
            description =
                    "What becomes of fields without a value: omit leaves them out of the request, empty sends empty text. Taken by importLeads.")
    private NullFields nullFields = NullFields.omit;

    @UriParam(
            label = "import",
            defaultValue = "false",
            description =
                    "Check every lead and count the requests, but send none. The body becomes an ImportReport, for a single lead too. Taken by importLeads.")
    private boolean dryRun;

    @UriParam(
            label = "output",
            defaultValue = "record",
            description =
                    "What a record becomes: record, an object with getters that is parsed when asked; map; row, a flat map whose columns keep their order, for CSV and SQL; json, the text as the server sent it; raw, the bytes of the whole answer as they come, producers only. Taken by every operation that streams.")
    private OutputType outputType = OutputType.record;

    @UriParam(
            label = "output",
            description =
                    "The data fields that become columns of outputType=row, in this order, separated by commas. Unset: those of the first record; a field that only later records have is left out and warned of. With another outputType, or format=csv, it fails the start, as nothing would be left out. Taken by simpleLeads, savedSearch.")
    private String dataFields;

    @UriParam(
            label = "output",
            defaultValue = "0",
            description =
                    "How many records make one body, a List; the last may hold fewer. 0: each record is a body of its own. Taken by every operation that streams.")
    private int batchSize;

    @UriParam(
            label = "consumer",
            defaultValue = "500",
            description =
                    "How many exchanges may be under way at once. A route that works on other threads is slowed down to this; the position never passes an exchange that is not done.")
    private int maxInFlight = 500;

    @UriParam(
            label = "consumer",
            defaultValue = "30m",
            description =
                    "How long an exchange may be under way until the consumer says so: a warning, and health DOWN naming the record. The position never passes an exchange that is not done, so the consumer waits for it however long it takes. Longer than 0.")
    private Duration maxExchangeTime = Duration.ofMinutes(30);

    @UriParam(
            label = "consumer",
            description =
                    "Where the position is kept, for example #myStore: a FileCursorStore, a JdbcCursorStore, or any StateRepository of Camel. Default: files in the folder .herobase of the working directory.")
    private StateRepository<String, String> cursorRepository;

    @UriParam(
            label = "consumer",
            description =
                    "The name of the position in its store. Default: user, host, operation and a hash of the filters.")
    private String cursorKey;

    @UriParam(
            label = "consumer",
            description =
                    "The code that the error names when a consumer finds an unused position that may be its own, for example after a filter was changed: it says that a new position shall begin all the same. Valid for those positions only.")
    private String newPosition;

    @UriParam(
            label = "consumer",
            defaultValue = "today",
            description =
                    "Where to begin when there is no stored position: today, latest (from now on), beginning (all history), a time written like modifiedFrom, or a duration back from now such as 30d or P30D.")
    private String initialFrom = "today";

    @UriParam(
            label = "consumer",
            description =
                    "End of a bounded run, exclusive, written like modifiedFrom: once all before it is delivered, the route stops.")
    private String until;

    @UriParam(
            label = "consumer",
            description =
                    "How much of the time already read is read again at each poll, for changes that the server shows late; what was delivered is passed over. Not below the time in which a change becomes visible. Default: 2m, of calls 1h, for late wrap-ups.")
    private Duration overlap;

    @UriParam(
            label = "filter",
            description =
                    "The first slice that one request asks for, of a consumer's history or of the period of calls that a producer reads; other producers do not heed it. Doubled while a slice holds fewer than 10,000 records; halved when an answer is cut or takes too long, by a consumer not below a second, by a producer six times in a row at most. Default: 1d, of a producer the whole period. Taken by simpleLeads, rawLeads, savedSearch, calls.")
    private Duration windowSize;

    @UriParam(
            label = "consumer,advanced",
            description =
                    "Camel's idempotent repository, for example #seen, to pass over what was delivered before a restart too. Without it up to a window and an overlap repeat after a crash. With format=csv the saved search needs a column of the last modification. Taken by simpleLeads, savedSearch, calls.")
    private IdempotentRepository idempotentRepository;

    @UriParam(
            label = "quota",
            defaultValue = "true",
            description =
                    "Opt in to the vendor's fair-use policy: every request costs one unit of the daily limit instead of four or eight, and a limit per minute applies, which the component keeps. All endpoints of an account must agree.")
    private boolean fairUse = true;

    @UriParam(
            label = "quota",
            defaultValue = "wait",
            description =
                    "What to do when the account's quota leaves no request now: wait for the window to open, or fail at once.")
    private QuotaExceededPolicy onQuotaExceeded = QuotaExceededPolicy.wait;

    @UriParam(
            label = "quota",
            defaultValue = "2m",
            javaType = "java.time.Duration",
            description =
                    "How long a request of a producer may wait for quota; a request that would have to wait longer fails as soon as that is known. The default is more than a minute's window and less than a day's.")
    private long maxQuotaWait = 120_000;

    @UriParam(
            label = "quota",
            defaultValue = "normal",
            description =
                    "Whose requests go first when the quota does not suffice for all: high before normal before low; among equals, who came first. Give an interactive route high and a nightly one low.")
    private QuotaPriority quotaPriority = QuotaPriority.normal;

    @UriParam(
            label = "quota",
            defaultValue = "0",
            description =
                    "What this endpoint leaves unused of the day's limit of a service, in units such as 100, or as a share such as 10%: for other programs of the account, which HeroBase counts too, or for endpoints with a smaller reserve. Without effect while the day's limit is unknown.")
    private String quotaReserve = "0";

    @UriParam(
            label = "quota,advanced",
            description =
                    "Under which names HeroBase counts the services, where the limits service does not tell it: a list of method, path and name, for example POST/leads=ImportLead,GET/simpleleads=ExportSimpleLeads. Requests with the same name share one quota. All endpoints of an account must agree.")
    private String quotaServices;

    @UriParam(
            label = "quota",
            defaultValue = "15m",
            javaType = "java.time.Duration",
            description =
                    "How old the server's own counts may become while requests are sent: they are asked for before the first request of an account, at a new day, after a daily refusal, and again after this time, by one or two requests to /myaccount/request/limits and /counts. 0 never asks: then a restart forgets what was used, and the day's limit is learned by one refusal. All endpoints of an account must agree.")
    private long quotaSync = 900_000;

    @UriParam(
            label = "quota",
            defaultValue = "memory",
            description =
                    "Where the quota is kept: memory, each process for itself; or a QuotaStore bean, for example #quotaStore, through which all processes of an account share it and a restart forgets nothing. JdbcQuotaStore keeps it in a database. When the store fails, no request is sent that has no permit yet, and onQuotaExceeded decides. All endpoints of an account must agree.")
    private QuotaStore quotaStore;

    @UriParam(
            label = "http,advanced",
            description =
                    "Camel's http component on whose TLS, proxy and pool settings this one stands, for example #myHttp. Automatic retries, redirects and cookies are always off.")
    private HttpComponent httpComponent;

    @UriParam(
            label = "http",
            defaultValue = "10s",
            javaType = "java.time.Duration",
            description = "How long connecting to the server may take.")
    private long connectTimeout = 10_000;

    @UriParam(
            label = "http",
            defaultValue = "5m",
            javaType = "java.time.Duration",
            description =
                    "How long the server may take for the first byte of an answer, and between two reads; so a long export lives and a dead one does not. Of a consumer also how long its route may let a record wait: then the request is given up, and the rest of the window read again.")
    private long responseTimeout = 300_000;

    @UriParam(label = "security", description = "TLS settings: own trust store, protocols, client certificate.")
    private SSLContextParameters sslContextParameters;

    /** An independent copy. */
    public HerobaseConfiguration copy() {
        try {
            return (HerobaseConfiguration) clone();
        } catch (CloneNotSupportedException e) {
            throw new RuntimeCamelException(e);
        }
    }

    public HerobaseOperation getOperation() {
        return operation;
    }

    public void setOperation(HerobaseOperation operation) {
        this.operation = operation;
    }

    public String getBaseUrl() {
        return baseUrl;
    }

    public void setBaseUrl(String baseUrl) {
        this.baseUrl = baseUrl;
    }

    public String getSubdomain() {
        return subdomain;
    }

    public void setSubdomain(String subdomain) {
        this.subdomain = subdomain;
    }

    public String getUsername() {
        return username;
    }

    public void setUsername(String username) {
        this.username = username;
    }

    public String getPassword() {
        return password;
    }

    public void setPassword(String password) {
        this.password = password;
    }

    public Supplier<String> getPasswordSupplier() {
        return passwordSupplier;
    }

    public void setPasswordSupplier(Supplier<String> passwordSupplier) {
        this.passwordSupplier = passwordSupplier;
    }

    public HerobaseAccount getAccount() {
        return account;
    }

    public void setAccount(HerobaseAccount account) {
        this.account = account;
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

    public String getProjects() {
        return projects;
    }

    public void setProjects(String projects) {
        this.projects = projects;
    }

    public String getCampaigns() {
        return campaigns;
    }

    public void setCampaigns(String campaigns) {
        this.campaigns = campaigns;
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

    public String getStatuses() {
        return statuses;
    }

    public void setStatuses(String statuses) {
        this.statuses = statuses;
    }

    public String getLeadClosures() {
        return leadClosures;
    }

    public void setLeadClosures(String leadClosures) {
        this.leadClosures = leadClosures;
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

    public String getUniqueId() {
        return uniqueId;
    }

    public void setUniqueId(String uniqueId) {
        this.uniqueId = uniqueId;
    }

    public String getInclude() {
        return include;
    }

    public void setInclude(String include) {
        this.include = include;
    }

    public boolean isLenientEnums() {
        return lenientEnums;
    }

    public void setLenientEnums(boolean lenientEnums) {
        this.lenientEnums = lenientEnums;
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

    public String getLeadPool() {
        return leadPool;
    }

    public void setLeadPool(String leadPool) {
        this.leadPool = leadPool;
    }

    public String getLeadPoolField() {
        return leadPoolField;
    }

    public void setLeadPoolField(String leadPoolField) {
        this.leadPoolField = leadPoolField;
    }

    public int getImportConcurrency() {
        return importConcurrency;
    }

    public void setImportConcurrency(int importConcurrency) {
        this.importConcurrency = importConcurrency;
    }

    public OnRejected getOnRejected() {
        return onRejected;
    }

    public void setOnRejected(OnRejected onRejected) {
        this.onRejected = onRejected;
    }

    public String getRejectedUri() {
        return rejectedUri;
    }

    public void setRejectedUri(String rejectedUri) {
        this.rejectedUri = rejectedUri;
    }

    public String getImportKey() {
        return importKey;
    }

    public void setImportKey(String importKey) {
        this.importKey = importKey;
    }

    public ImportJournal getImportJournal() {
        return importJournal;
    }

    public void setImportJournal(ImportJournal importJournal) {
        this.importJournal = importJournal;
    }

    public boolean isResendUncertain() {
        return resendUncertain;
    }

    public void setResendUncertain(boolean resendUncertain) {
        this.resendUncertain = resendUncertain;
    }

    public String getReadBackFields() {
        return readBackFields;
    }

    public void setReadBackFields(String readBackFields) {
        this.readBackFields = readBackFields;
    }

    public long getReadBackDelay() {
        return readBackDelay;
    }

    public void setReadBackDelay(long readBackDelay) {
        this.readBackDelay = readBackDelay;
    }

    public NullFields getNullFields() {
        return nullFields;
    }

    public void setNullFields(NullFields nullFields) {
        this.nullFields = nullFields;
    }

    public boolean isDryRun() {
        return dryRun;
    }

    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    public OutputType getOutputType() {
        return outputType;
    }

    public void setOutputType(OutputType outputType) {
        this.outputType = outputType;
    }

    public String getDataFields() {
        return dataFields;
    }

    public void setDataFields(String dataFields) {
        this.dataFields = dataFields;
    }

    public int getBatchSize() {
        return batchSize;
    }

    public void setBatchSize(int batchSize) {
        this.batchSize = batchSize;
    }

    public Duration getMaxExchangeTime() {
        return maxExchangeTime;
    }

    public void setMaxExchangeTime(Duration maxExchangeTime) {
        this.maxExchangeTime = maxExchangeTime;
    }

    public int getMaxInFlight() {
        return maxInFlight;
    }

    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    public StateRepository<String, String> getCursorRepository() {
        return cursorRepository;
    }

    public void setCursorRepository(StateRepository<String, String> cursorRepository) {
        this.cursorRepository = cursorRepository;
    }

    public String getCursorKey() {
        return cursorKey;
    }

    public void setCursorKey(String cursorKey) {
        this.cursorKey = cursorKey;
    }

    public String getNewPosition() {
        return newPosition;
    }

    public void setNewPosition(String newPosition) {
        this.newPosition = newPosition;
    }

    public String getInitialFrom() {
        return initialFrom;
    }

    public void setInitialFrom(String initialFrom) {
        this.initialFrom = initialFrom;
    }

    public String getUntil() {
        return until;
    }

    public void setUntil(String until) {
        this.until = until;
    }

    public Duration getOverlap() {
        return overlap;
    }

    public void setOverlap(Duration overlap) {
        this.overlap = overlap;
    }

    public Duration getWindowSize() {
        return windowSize;
    }

    public void setWindowSize(Duration windowSize) {
        this.windowSize = windowSize;
    }

    public IdempotentRepository getIdempotentRepository() {
        return idempotentRepository;
    }

    public void setIdempotentRepository(IdempotentRepository idempotentRepository) {
        this.idempotentRepository = idempotentRepository;
    }

    public String getSearchName() {
        return searchName;
    }

    public void setSearchName(String searchName) {
        this.searchName = searchName;
    }

    public String getProject() {
        return project;
    }

    public void setProject(String project) {
        this.project = project;
    }

    public ExportFormat getFormat() {
        return format;
    }

    public void setFormat(ExportFormat format) {
        this.format = format;
    }

    public boolean isPivot() {
        return pivot;
    }

    public void setPivot(boolean pivot) {
        this.pivot = pivot;
    }

    public String getCsvDelimiter() {
        return csvDelimiter;
    }

    public void setCsvDelimiter(String csvDelimiter) {
        this.csvDelimiter = csvDelimiter;
    }

    public String getCsvCharset() {
        return csvCharset;
    }

    public void setCsvCharset(String csvCharset) {
        this.csvCharset = csvCharset;
    }

    public CsvEnd getCsvEnd() {
        return csvEnd;
    }

    public void setCsvEnd(CsvEnd csvEnd) {
        this.csvEnd = csvEnd;
    }

    public boolean isCsvHeader() {
        return csvHeader;
    }

    public void setCsvHeader(boolean csvHeader) {
        this.csvHeader = csvHeader;
    }

    public String getIdColumn() {
        return idColumn;
    }

    public void setIdColumn(String idColumn) {
        this.idColumn = idColumn;
    }

    public String getModifiedColumn() {
        return modifiedColumn;
    }

    public void setModifiedColumn(String modifiedColumn) {
        this.modifiedColumn = modifiedColumn;
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

    public String getStartTime() {
        return startTime;
    }

    public void setStartTime(String startTime) {
        this.startTime = startTime;
    }

    public String getEndTime() {
        return endTime;
    }

    public void setEndTime(String endTime) {
        this.endTime = endTime;
    }

    public String getTimeSpan() {
        return timeSpan;
    }

    public void setTimeSpan(String timeSpan) {
        this.timeSpan = timeSpan;
    }

    public Duration getMaxCallDuration() {
        return maxCallDuration;
    }

    public void setMaxCallDuration(Duration maxCallDuration) {
        this.maxCallDuration = maxCallDuration;
    }

    public boolean isFairUse() {
        return fairUse;
    }

    public void setFairUse(boolean fairUse) {
        this.fairUse = fairUse;
    }

    public QuotaExceededPolicy getOnQuotaExceeded() {
        return onQuotaExceeded;
    }

    public void setOnQuotaExceeded(QuotaExceededPolicy onQuotaExceeded) {
        this.onQuotaExceeded = onQuotaExceeded;
    }

    public long getMaxQuotaWait() {
        return maxQuotaWait;
    }

    public void setMaxQuotaWait(long maxQuotaWait) {
        this.maxQuotaWait = maxQuotaWait;
    }

    public QuotaPriority getQuotaPriority() {
        return quotaPriority;
    }

    public void setQuotaPriority(QuotaPriority quotaPriority) {
        this.quotaPriority = quotaPriority;
    }

    public String getQuotaReserve() {
        return quotaReserve;
    }

    public void setQuotaReserve(String quotaReserve) {
        this.quotaReserve = quotaReserve;
    }

    public String getQuotaServices() {
        return quotaServices;
    }

    public void setQuotaServices(String quotaServices) {
        this.quotaServices = quotaServices;
    }

    public long getQuotaSync() {
        return quotaSync;
    }

    public void setQuotaSync(long quotaSync) {
        this.quotaSync = quotaSync;
    }

    public QuotaStore getQuotaStore() {
        return quotaStore;
    }

    public void setQuotaStore(QuotaStore quotaStore) {
        this.quotaStore = quotaStore;
    }

    public HttpComponent getHttpComponent() {
        return httpComponent;
    }

    public void setHttpComponent(HttpComponent httpComponent) {
        this.httpComponent = httpComponent;
    }

    public long getConnectTimeout() {
        return connectTimeout;
    }

    public void setConnectTimeout(long connectTimeout) {
        this.connectTimeout = connectTimeout;
    }

    public long getResponseTimeout() {
        return responseTimeout;
    }

    public void setResponseTimeout(long responseTimeout) {
        this.responseTimeout = responseTimeout;
    }

    public SSLContextParameters getSslContextParameters() {
        return sslContextParameters;
    }

    public void setSslContextParameters(SSLContextParameters sslContextParameters) {
        this.sslContextParameters = sslContextParameters;
    }
}
