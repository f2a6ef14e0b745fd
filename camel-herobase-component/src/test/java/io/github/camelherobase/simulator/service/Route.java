package io.github.camelherobase.simulator.service;

import java.util.Set;

import io.github.camelherobase.simulator.account.Resource;
import io.github.camelherobase.simulator.account.Verb;

/**
 * Where a service is found and what it takes to reach it.
 *
 * @param method HTTP method
 * @param template path below {@code /api}
 * @param resource the right that is needed, with {@code verb} unless a switch names another
 * @param offered the representations the service can answer with
 */
public record Route(
        String method, String template, Resource resource, Verb verb, Set<Representation> offered, Service service) {

    /** A service that reads. */
    public static Route get(String template, Resource resource, Set<Representation> offered, Service service) {
        return new Route("GET", template, resource, Verb.GET, offered, service);
    }

    /** A service that is posted to. */
    public static Route post(String template, Resource resource, Set<Representation> offered, Service service) {
        return new Route("POST", template, resource, Verb.POST, offered, service);
    }
}
