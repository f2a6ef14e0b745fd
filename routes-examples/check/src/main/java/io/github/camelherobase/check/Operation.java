package io.github.camelherobase.check;

/** An operation of the component, the service that it calls, and the right that it should need. */
enum Operation {
    importLeads("POST /leads", "Leads", "POST"),
    simpleLeads("GET /simpleleads", "Leads", "GET"),
    rawLeads("GET /rawleads/csv", "Leads", "GET"),
    savedSearch("GET /leads", "Leads", "GET"),
    lead("GET /leads/{uniqueId}", "Leads", "GET"),
    calls("GET /calls", "Calls", "GET"),
    campaigns("GET /campaigns", "Campaigns", "GET"),
    projects("GET /projects", "Campaigns", "GET"),
    leadDefinitions("GET /leaddefinitions", "Campaigns", "GET"),
    users("GET /users", "Organization", "GET"),
    orgUnits("GET /organizationalunits", "Organization", "GET"),
    orgUnit("GET /orgunits/{orgCode}", "Organization", "GET"),
    account("GET /myaccount", "Account", "GET"),
    requestLimits("GET /myaccount/request/limits", "Account", "GET"),
    requestCounts("GET /myaccount/request/counts", "Account", "GET");

    private final String service;
    private final String resource;
    private final String verb;

    Operation(String service, String resource, String verb) {
        this.service = service;
        this.resource = resource;
        this.verb = verb;
    }

    String service() {
        return service;
    }

    /** Whether the rights name what the operation should need; some services need another verb's right. */
    boolean isGranted(Rights rights) {
        return rights.grants(resource, verb);
    }

    /** Such as {@code Leads/GET}. */
    String right() {
        return resource + "/" + verb;
    }
}
