package io.github.camelherobase;

import org.apache.camel.RuntimeCamelException;
import org.apache.camel.component.http.HttpComponent;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriParams;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.jsse.SSLContextParameters;

import io.github.camelherobase.api.HerobaseAccount;
import io.github.camelherobase.api.QuotaPriority;
import io.github.camelherobase.api.QuotaStore;

/** Every option of the component and of its endpoints; an endpoint begins with a copy of the component's. */
@UriParams
public class HerobaseConfiguration implements Cloneable {

    @UriPath(description = "What the endpoint does.")
    @Metadata(required = true)
    private HerobaseOperation operation;

    @UriParam(
            description =
                    "The address of your cluster's API, for example https://wshero01.herobase.com/api. A missing https:// or /api, a trailing slash and stray blanks are put right. There is no default: each customer lives on one cluster. Plain http is for a loopback address only.")
    private String baseUrl;

    @UriParam(description = "The name of your cluster on herobase.com, for example wshero01; instead of baseUrl.")
    private String subdomain;

    @UriParam(label = "security", description = "The user name of the web-service account.")
    private String username;

    @UriParam(label = "security", secret = true, description = "The password of the web-service account.")
    private String password;

    @UriParam(
            description =
                    "An account bean with address, user, password and time zone, for example #north; for routes that use several accounts. Then baseUrl, subdomain, username and password must not stand beside it.")
    private HerobaseAccount account;

    @UriParam(
            defaultValue = "Europe/Copenhagen",
            description =
                    "The zone of the server's times, which come without an offset; also that of today and yesterday, and of the production hours.")
    private String timeZone = "Europe/Copenhagen";

    @UriParam(
            label = "common,advanced",
            description =
                    "The path of the operation below the base URL, instead of the usual one. Tenants and clusters may differ.")
    private String resourcePath;

    @UriParam(
            label = "filter",
            defaultValue = "*",
            description =
                    "Names of projects, separated by commas; * stands for any characters and ? for one. An account sees its own projects only, whatever is asked for. Taken by simpleLeads.")
    private String projects = "*";

    @UriParam(
            label = "filter",
            description =
                    "Campaigns, separated by commas, sent as they are. Servers were seen to ignore this filter: check getCampaignCode() in the route. Taken by simpleLeads.")
    private String campaigns;

    @UriParam(
            label = "filter",
            description =
                    "Only leads modified at or after this time: an ISO 8601 date or date-time, with an offset or in the account's zone, or today, yesterday, now-2h; resolved at each exchange. Taken by simpleLeads.")
    private String modifiedFrom;

    @UriParam(
            label = "filter",
            description =
                    "Only leads modified before this time, which itself is excluded; written like modifiedFrom. Taken by simpleLeads.")
    private String modifiedTo;

    @UriParam(
            label = "filter",
            description =
                    "Only leads in these statuses, separated by commas: New, RedialAutomatic, RedialManualCommon, RedialManualPrivate, VIPRedial, Unresolved, UserProcessed, Depleted, Abandoned, Failed, Expired, Removed, Anonymized, DoNotCall, GlobalDoNotCall. Unset: all. Taken by simpleLeads.")
    private String statuses;

    @UriParam(
            label = "filter",
            description =
                    "Only leads with these closures, separated by commas: NotSet, Success, NotInterested, InvalidLead, Unqualified. A sale is status UserProcessed with closure Success. Taken by simpleLeads.")
    private String leadClosures;

    @UriParam(
            label = "filter",
            description =
                    "Ask for every closed status. Default: true unless statuses are named, because what the server does without any selection is not documented. Taken by simpleLeads.")
    private Boolean allClosedStatuses;

    @UriParam(
            label = "filter",
            description = "Ask for every open status. Default: true unless statuses are named. Taken by simpleLeads.")
    private Boolean allOpenStatuses;

    @UriParam(label = "filter", description = "Only the lead with this id. Taken by simpleLeads.")
    private String uniqueId;

    @UriParam(
            label = "filter",
            description =
                    "Complex properties to include, separated by commas. The server ignores names it does not know. Taken by simpleLeads.")
    private String include;

    @UriParam(
            label = "filter,advanced",
            defaultValue = "false",
            description =
                    "Also accept statuses and closures whose names this version does not know; your account may have more than the documented ones. Taken by simpleLeads.")
    private boolean lenientEnums = false;

    @UriParam(
            label = "import",
            description =
                    "The code of the campaign for leads that do not name their own; the header CamelHerobaseCampaignCode goes before it. Taken by importLeads.")
    private String campaignCode;

    @UriParam(
            label = "import",
            description =
                    "The lead pool for leads that do not name their own; a pool of that name is created when there is none. Unset: HeroBase's pool of the day. The header CamelHerobaseLeadPool goes before it. Taken by importLeads.")
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
                    "Units of the day's limit of a service that this endpoint leaves unused: for other programs of the account, which HeroBase counts too, or for endpoints with a smaller reserve. Without effect while the day's limit is unknown.")
    private long quotaReserve;

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
                    "How long the server may take for the first byte of an answer, and between two reads; so a long export lives and a dead one does not.")
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

    public long getQuotaReserve() {
        return quotaReserve;
    }

    public void setQuotaReserve(long quotaReserve) {
        this.quotaReserve = quotaReserve;
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
