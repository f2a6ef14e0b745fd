package io.github.camelherobase.simulator.service;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Iterator;
import java.util.stream.Stream;

import io.github.camelherobase.simulator.http.HttpAnswer;
import io.github.camelherobase.simulator.json.JsonWriter;
import io.github.camelherobase.simulator.world.Lead;
import io.github.camelherobase.simulator.world.LeadFilter;
import io.github.camelherobase.simulator.world.World;

/** GET /simpleleads over the stored leads: one bare array, streamed, never paged. */
final class SimpleLeadsService implements Service {

    private static final int FLUSH_CHARACTERS = 16 * 1024;

    private final World world;
    private final ProjectRights rights;
    private final LeadFilterReader filters;
    private final LeadJson json;

    SimpleLeadsService(World world, ProjectRights rights, OpenPoints openPoints) {
        this.world = world;
        this.rights = rights;
        this.filters = new LeadFilterReader(openPoints, world.settings().zone());
        this.json = new LeadJson(world.settings());
    }

    @Override
    public HttpAnswer answer(ServiceCall call) {
        LeadFilter filter = filters.read(call.query());
        return HttpAnswer.stream(Representation.JSON.contentType(), out -> {
            try (Stream<Lead> leads = world.leads()) {
                write(
                        leads.filter(lead -> filter.accepts(lead, world.settings())
                                        && rights.cover(call.account(), lead.campaign()))
                                .iterator(),
                        out);
            }
        });
    }

    private void write(Iterator<Lead> leads, OutputStream out) throws IOException {
        StringBuilder text = new StringBuilder(FLUSH_CHARACTERS + 4096).append('[');
        JsonWriter writer = new JsonWriter(text);
        boolean first = true;
        while (leads.hasNext()) {
            if (!first) {
                text.append(',');
            }
            first = false;
            writer.write(json.forExport(leads.next()));
            if (text.length() > FLUSH_CHARACTERS) {
                flush(text, out);
            }
        }
        text.append(']');
        flush(text, out);
    }

    private static void flush(StringBuilder text, OutputStream out) throws IOException {
        out.write(text.toString().getBytes(StandardCharsets.UTF_8));
        text.setLength(0);
    }
}
