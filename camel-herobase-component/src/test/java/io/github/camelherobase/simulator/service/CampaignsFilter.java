package io.github.camelherobase.simulator.service;

/** What the parameter {@code Campaigns} does (observed: nothing). */
public enum CampaignsFilter {
    IGNORED,
    /** Patterns of campaign codes or ids. */
    HONOURED
}
