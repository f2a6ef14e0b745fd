package io.github.camelherobase.simulator.account;

import java.util.Locale;

/** The five resource types (vendor's page, "Resource rights"). */
public enum Resource {
    ACCOUNT,
    CALLS,
    CAMPAIGNS,
    LEADS,
    ORGANIZATION;

    /** The name on the wire, such as {@code Leads}. */
    public String wireName() {
        return name().charAt(0) + name().substring(1).toLowerCase(Locale.ROOT);
    }
}
