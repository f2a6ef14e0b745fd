package io.github.camelherobase.simulator.world;

/** Groups leads within a campaign (vendor's page, "About lead pools"). */
public record LeadPool(String campaignCode, String name) {}
