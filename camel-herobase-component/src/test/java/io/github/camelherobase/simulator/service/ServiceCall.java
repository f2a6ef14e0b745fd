package io.github.camelherobase.simulator.service;

import java.time.Instant;
import java.util.Map;

import io.github.camelherobase.simulator.account.Account;
import io.github.camelherobase.simulator.http.HttpRequest;
import io.github.camelherobase.simulator.http.QueryParameters;

/**
 * A request that was let through to its service.
 *
 * @param pathVariables the decoded parts of the path that the route leaves open, by name
 * @param representation what the client gets
 * @param received simulated time
 */
public record ServiceCall(
        HttpRequest request,
        Account account,
        Map<String, String> pathVariables,
        QueryParameters query,
        Representation representation,
        Instant received) {}
