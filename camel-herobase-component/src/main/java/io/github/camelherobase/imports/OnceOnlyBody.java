package io.github.camelherobase.imports;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.io.Reader;
import java.util.Iterator;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.BaseStream;

import org.apache.camel.Exchange;
import org.apache.camel.StreamCache;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.imports.body.ImportBody;

/**
 * A body that can be read once only. What an import took of it and did not send stays here, so that the next one of the
 * same delivery goes on.
 */
public final class OnceOnlyBody implements Closeable {

    /** Null when it could not be read. */
    private final ImportBody body;

    private final HerobaseException failure;
    private final LeadSource source;
    private final Map<Target, ImportRun> runs = new ConcurrentHashMap<>();

    /** Where leads go: an import into another campaign is another. */
    private record Target(ImportLeads importLeads, String campaignCode, String leadPool) {}

    private OnceOnlyBody(ImportBody body, HerobaseException failure) {
        this.body = body;
        this.failure = failure;
        this.source = body != null && body.isMany() ? new LeadSource(body.many()) : null;
    }

    /** What could not be read is kept, too: what is left of it begins anywhere, and is no body. */
    public static OnceOnlyBody of(Exchange exchange) {
        try {
            return new OnceOnlyBody(ImportBody.of(exchange), null);
        } catch (HerobaseException e) {
            return new OnceOnlyBody(null, e);
        }
    }

    public static boolean is(Object body) {
        return !(body instanceof StreamCache)
                && (body instanceof Iterator
                        || body instanceof BaseStream
                        || body instanceof InputStream
                        || body instanceof Reader);
    }

    /** @throws HerobaseException when it could not be read */
    public ImportBody body() {
        if (failure != null) {
            throw failure;
        }
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
