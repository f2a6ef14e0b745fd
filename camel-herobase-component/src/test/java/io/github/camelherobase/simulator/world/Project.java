package io.github.camelherobase.simulator.world;

/** A project groups campaigns (vendor's page, "About campaigns"). */
public record Project(String uniqueId, String name, boolean active) {}
