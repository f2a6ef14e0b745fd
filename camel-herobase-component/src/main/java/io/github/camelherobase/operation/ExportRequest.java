package io.github.camelherobase.operation;

import java.util.List;

import io.github.camelherobase.client.HerobaseRequest.Parameter;

/**
 * One request of an export.
 *
 * @param service what the quota counts and messages name
 * @param path below the base URL, percent-encoded
 * @param format of the answer
 */
public record ExportRequest<T>(String service, String path, List<Parameter> parameters, RecordFormat<T> format) {}
