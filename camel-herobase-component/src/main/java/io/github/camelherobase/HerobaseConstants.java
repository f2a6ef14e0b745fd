package io.github.camelherobase;

import org.apache.camel.spi.Metadata;

/**
 * The headers of the component. A producer looks at those that its operation reads and at nothing else; no header is
 * both read and written, so one call's result never filters the next.
 */
public final class HerobaseConstants {

    @Metadata(
            label = "simpleLeads,rawLeads,savedSearch",
            description = "Inclusive lower bound on the last modification, instead of the option modifiedFrom",
            javaType = "String, java.time.Instant, java.time.OffsetDateTime, java.time.LocalDate or java.util.Date")
    public static final String MODIFIED_FROM = "CamelHerobaseModifiedFrom";

    @Metadata(
            label = "simpleLeads,rawLeads,savedSearch",
            description = "Exclusive upper bound on the last modification, instead of the option modifiedTo",
            javaType = "String, java.time.Instant, java.time.OffsetDateTime, java.time.LocalDate or java.util.Date")
    public static final String MODIFIED_TO = "CamelHerobaseModifiedTo";

    @Metadata(
            label = "simpleLeads,rawLeads",
            description = "Project name patterns, a list or separated by commas, instead of the option projects",
            javaType = "String or java.util.Collection")
    public static final String PROJECTS = "CamelHerobaseProjects";

    @Metadata(
            label = "simpleLeads,rawLeads",
            description = "Names of lead statuses, a list or separated by commas, instead of the option statuses",
            javaType = "String or java.util.Collection")
    public static final String STATUSES = "CamelHerobaseStatuses";

    @Metadata(
            label = "simpleLeads,rawLeads",
            description = "Names of lead closures, a list or separated by commas, instead of the option leadClosures",
            javaType = "String or java.util.Collection")
    public static final String LEAD_CLOSURES = "CamelHerobaseLeadClosures";

    @Metadata(
            label =
                    "simpleLeads,rawLeads,savedSearch,calls,lead,campaigns,projects,users,orgUnits,leadDefinitions,orgUnit",
            description = "Complex properties to include, a list or separated by commas, instead of the option include",
            javaType = "String or java.util.Collection")
    public static final String INCLUDE = "CamelHerobaseInclude";

    @Metadata(
            label = "savedSearch",
            description = "The saved search to run, instead of the option searchName",
            javaType = "String")
    public static final String SEARCH_NAME = "CamelHerobaseSearchName";

    @Metadata(
            label = "savedSearch",
            description = "The project to search, instead of the option project",
            javaType = "String")
    public static final String PROJECT = "CamelHerobaseProject";

    @Metadata(
            label = "lead",
            description = "The id of the lead to read, instead of the option uniqueId",
            javaType = "String")
    public static final String LEAD_ID = "CamelHerobaseLeadId";

    @Metadata(
            label = "orgUnit",
            description = "The org code of the unit to read, instead of the option orgCode",
            javaType = "String")
    public static final String ORG_CODE = "CamelHerobaseOrgCode";

    @Metadata(
            label = "calls",
            description = "Org codes of units or users, a list or separated by commas, instead of the option orgCodes",
            javaType = "String or java.util.Collection")
    public static final String ORG_CODES = "CamelHerobaseOrgCodes";

    @Metadata(
            label = "calls",
            description = "Inclusive beginning of the period in which calls start, instead of the option startTime",
            javaType = "String, java.time.Instant, java.time.OffsetDateTime, java.time.LocalDate or java.util.Date")
    public static final String START_TIME = "CamelHerobaseStartTime";

    @Metadata(
            label = "calls",
            description = "Exclusive end of that period, instead of the option endTime",
            javaType = "String, java.time.Instant, java.time.OffsetDateTime, java.time.LocalDate or java.util.Date")
    public static final String END_TIME = "CamelHerobaseEndTime";

    @Metadata(
            label = "calls",
            description = "Length of that period, instead of the option timeSpan",
            javaType = "String or java.time.Duration")
    public static final String TIME_SPAN = "CamelHerobaseTimeSpan";

    @Metadata(
            label = "importLeads",
            description = "The campaign of leads that do not name their own, instead of the option campaignCode",
            javaType = "String")
    public static final String CAMPAIGN_CODE = "CamelHerobaseCampaignCode";

    @Metadata(
            label = "importLeads",
            description = "The lead pool of leads that do not name their own, instead of the option leadPool",
            javaType = "String")
    public static final String LEAD_POOL = "CamelHerobaseLeadPool";

    @Metadata(description = "Written: requests allowed in the period that the answer described", javaType = "Long")
    public static final String RATE_LIMIT_LIMIT = "CamelHerobaseRateLimitLimit";

    @Metadata(description = "Written: requests left in that period", javaType = "Long")
    public static final String RATE_LIMIT_REMAINING = "CamelHerobaseRateLimitRemaining";

    @Metadata(description = "Written: seconds left in that period", javaType = "Long")
    public static final String RATE_LIMIT_RESET = "CamelHerobaseRateLimitReset";

    @Metadata(
            label = "importLeads,consumer",
            description =
                    "Written: the id of the lead that was imported, if the server sent one; of a consumer, that of the record",
            javaType = "String")
    public static final String UNIQUE_ID = "CamelHerobaseUniqueId";

    @Metadata(
            label = "importLeads",
            description =
                    "Written to exchanges for rejectedUri, and readable by importKey: the lead's position in its source, from 0",
            javaType = "Long")
    public static final String POSITION = "CamelHerobasePosition";

    @Metadata(
            label = "importLeads",
            description = "Written to exchanges for rejectedUri: what the lead came to",
            javaType = "io.github.camelherobase.api.ImportReport.Outcome",
            enums = "REJECTED,IN_DOUBT")
    public static final String OUTCOME = "CamelHerobaseOutcome";

    @Metadata(
            label = "importLeads",
            description = "Written to exchanges for rejectedUri: why, in words without values of the lead",
            javaType = "String")
    public static final String REASON = "CamelHerobaseReason";

    /** Exchange property: of which delivery the exchange is, with all that its imports remember. Removing it ends that. */
    public static final String EARLIER_IMPORT = "CamelHerobaseEarlierImport";

    @Metadata(
            label = "consumer",
            description = "Written: inclusive beginning of the time window that the record was read in",
            javaType = "java.time.Instant")
    public static final String WINDOW_FROM = "CamelHerobaseWindowFrom";

    @Metadata(
            label = "consumer",
            description = "Written: exclusive end of that window; absent when it is open, up to now",
            javaType = "java.time.Instant")
    public static final String WINDOW_TO = "CamelHerobaseWindowTo";

    private HerobaseConstants() {}
}
