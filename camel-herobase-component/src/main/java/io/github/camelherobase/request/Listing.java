package io.github.camelherobase.request;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.List;

import io.github.camelherobase.api.JsonRecord;
import io.github.camelherobase.client.HerobaseRequest.Parameter;
import io.github.camelherobase.stream.JsonRecordStream;

/** The small services: lists of campaigns, users and the like, and single records by their key. */
public final class Listing {

    private Listing() {}

    /** @param path also names the service, for example {@code /campaigns} */
    public static ExportRequest<JsonRecord> list(String path, List<String> include) {
        String service = "GET " + path;
        return new ExportRequest<>(
                service,
                path,
                includeParameter(include),
                source -> new JsonRecordStream<>(source, service, RecordFormat.MAX_RECORD_SIZE, JsonRecord::new));
    }

    /** All campaigns, those that are over too (the parameter is from a public client's notes). */
    static ExportRequest<JsonRecord> campaigns() {
        ExportRequest<JsonRecord> active = list("/campaigns", List.of());
        return new ExportRequest<>(
                active.service(), active.path(), List.of(new Parameter("Active", "All")), active.format());
    }

    /**
     * @param template of the path, the key in braces, for example <code>/orgunits/{orgCode}</code>
     * @param key any text; blanks, slashes and Danish letters are encoded
     */
    public static RecordRequest one(String template, String key, List<String> include) {
        String path = template.substring(0, template.indexOf('{')) + segment(key);
        return new RecordRequest("GET " + template, path, includeParameter(include));
    }

    /** @param path also names the service, for example {@code /myaccount} */
    public static RecordRequest single(String path) {
        return new RecordRequest("GET " + path, path, List.of());
    }

    private static String segment(String key) {
        return URLEncoder.encode(key, StandardCharsets.UTF_8).replace("+", "%20");
    }

    private static List<Parameter> includeParameter(List<String> include) {
        return include.isEmpty() ? List.of() : List.of(new Parameter("include", String.join(",", include)));
    }
}
