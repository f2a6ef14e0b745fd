package io.github.camelherobase.simulator.world;

/**
 * A HeroBase user, such as an agent.
 *
 * @param orgCode unique over units and users; often the e-mail address, sometimes an external id
 * @param unit the org code of the unit the user belongs to now
 */
public record User(String uniqueId, String orgCode, String username, String name, String email, String unit) {}
