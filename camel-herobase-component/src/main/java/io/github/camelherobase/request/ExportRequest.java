package io.github.camelherobase.request;

import java.util.List;

import io.github.camelherobase.client.HerobaseRequest.Parameter;

/**
 * One request of an export.
 *
 * @param service what the quota counts and messages name
 * @param path below the base URL, percent-encoded
 * @param advice what to look at when the server does not accept the request; may be empty
 * @param format of the answer
 */
public record ExportRequest<T>(
        String service, String path, List<Parameter> parameters, String advice, RecordFormat<T> format) {

    ExportRequest(String service, String path, List<Parameter> parameters, RecordFormat<T> format) {
        this(service, path, parameters, "", format);
    }
}
