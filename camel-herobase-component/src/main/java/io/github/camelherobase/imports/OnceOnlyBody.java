package io.github.camelherobase.imports;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.BaseStream;

import org.apache.camel.StreamCache;

import io.github.camelherobase.imports.body.ImportBody;

/**
 * A body that can be read once only. What an import took of it and did not send stays here, so that the next one of the
 * same delivery goes on.
 */
public final class OnceOnlyBody implements Closeable {

    private final ImportBody body;
    private final LeadSource source;
    private final Map<Target, ImportRun> runs = new ConcurrentHashMap<>();

    /** Where leads go: an import into another campaign is another. */
    private record Target(ImportLeads importLeads, String campaignCode, String leadPool) {}

    public OnceOnlyBody(ImportBody body) {
        this.body = body;
        this.source = body.isMany() ? new LeadSource(body.many()) : null;
    }

    public static boolean is(Object body) {
        return !(body instanceof StreamCache)
                && (body instanceof Iterator
                        || body instanceof BaseStream
                        || body instanceof InputStream
                        || body instanceof Reader);
    }

    public ImportBody body() {
        return body;
    }

    /** The import that goes on, or a new one. */
    public ImportRun run(ImportLeads importLeads, ImportTerms terms, RememberedLeads remembered) {
        return runs.computeIfAbsent(
                new Target(importLeads, terms.campaignCode(), terms.leadPool()),
                target -> importLeads.run(source, terms, remembered));
    }

    @Override
    public void close() throws IOException {
        if (source != null) {
            source.close();
        }
    }
}
