package io.github.camelherobase.check;

/**
 * What is not documented about HeroBase, named as the simulator's switch for it, and what is assumed of it until
 * something else is seen.
 */
enum OpenPoint {
    anyAccept("JSON", "Accept: */* is answered with JSON"),
    noStatusSelection("ALL", "an export without any status means all leads"),
    campaignsFilter("IGNORED", "the filter Campaigns is ignored"),
    offsetHandling("HONOURED", "Z in a filter's time is honoured"),
    boundsZone("Europe/Copenhagen", "the bounds of requests are read as Copenhagen's time"),
    stampZone("Europe/Copenhagen", "the times in answers are Copenhagen's"),
    enumForm("NAMES", "statuses and the like are names, not numbers"),
    globCase("IGNORED", "case does not count in patterns of project names"),
    stampPrecision("SECONDS", "time stamps are whole seconds"),
    csvDelimiter(",", "CSV is separated by commas"),
    csvCharset("UTF-8", "CSV is UTF-8"),
    csvHeaderRow("true", "CSV begins with a row of column names"),
    csvByteOrderMark("false", "CSV begins without a byte order mark"),
    rawLeadRows("DATA", "raw leads hold the data's fields only"),
    unknownSearch("FAILED", "a saved search that is not there is answered with 500"),
    unitScope("WITH_UNITS_BELOW", "a unit's calls include those of the units below it"),
    endTimeParameter("IGNORED", "EndTime of calls is ignored"),
    orgUnitsAlias("ABSENT", "organisational units are listed at /organizationalunits only, not at /orgunits"),
    usageShape("LIST", "limits and counts are lists"),
    serviceKeys("PER_ROUTE", "each method and path is counted as a service of its own"),
    minuteAnchor("FIRST_REQUEST", "the fair-use minute begins with its first request"),
    outsideUnits("4", "a request without fair use costs 4 units outside of production hours"),
    productionZone("Europe/Copenhagen", "production hours are those of Copenhagen"),
    dateHeaderPresence("PRESENT", "answers have a Date header"),
    dateHeaderSkew("PT0S", "the server's clock agrees with this machine's"),
    errorPages("HTML", "errors outside of services are HTML pages"),
    earlyRefusals("UNCOUNTED", "a request refused with 403 or 406 is not counted"),
    retryAfter("ABSENT", "a 429 has no Retry-After"),
    importResultDetail("SUCCESS_ONLY", "an import's result tells success only", "only an import shows it"),
    leadPoolField("LeadPool", "the member of an import that names the lead pool", "only an import shows it"),
    rejectDuplicatesOf("", "a duplicate import makes a second lead", "only two imports show it"),
    autoPoolZone(
            "Europe/Copenhagen",
            "(auto) pools change at Copenhagen's midnight",
            "only imports around midnight show it"),
    commitDelay("PT0S", "a change is exported at once", "only a change made by us shows it"),
    failCallsAbove("", "long periods of calls are served", "a long period would burden the server"),
    failLeadsAbove("", "long periods of leads are served", "a long period would burden the server"),
    longPeriodEffect(
            "FAILED", "a period that is too long is answered with 500", "a long period would burden the server"),
    boundsRounding(
            "NONE",
            "bounds are not rounded",
            "it takes records of known times; consumers reckon with it, other exports should end at a midnight"),
    dateHeaderTime("RIGHT", "the Date header's time runs and does not leap", "it takes answers over some minutes"),
    limitParameter("IGNORED", "the parameter Limit is ignored", "herobase: never sends it"),
    entryAccess("", "the account sees all of a lead", "answers do not tell what is left out"),
    refusalStatus(
            "TOO_MANY_REQUESTS",
            "a request over the limit is answered with 429",
            "it would use the account's quota up"),
    counterScope("ACCOUNT", "requests are counted for each account", "it takes two accounts"),
    refusedRequests("FREE", "a request refused with 429 is not counted", "it would use the account's quota up");

    private final String assumed;
    private final String statement;
    private final String hidden;

    OpenPoint(String assumed, String statement) {
        this(assumed, statement, "no answer showed it");
    }

    OpenPoint(String assumed, String statement, String hidden) {
        this.assumed = assumed;
        this.statement = statement;
        this.hidden = hidden;
    }

    /** The switch's value when the assumption holds. */
    String assumed() {
        return assumed;
    }

    /** The assumption in words. */
    String statement() {
        return statement;
    }

    /** Why nothing is known when no probe says more. */
    String hidden() {
        return hidden;
    }
}
