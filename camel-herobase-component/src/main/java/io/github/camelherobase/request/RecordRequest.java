package io.github.camelherobase.request;

import java.util.List;

import io.github.camelherobase.client.HerobaseRequest.Parameter;

/**
 * A request that is answered with one record.
 *
 * @param service what the quota counts and messages name
 * @param path below the base URL, percent-encoded
 */
public record RecordRequest(String service, String path, List<Parameter> parameters) {}
