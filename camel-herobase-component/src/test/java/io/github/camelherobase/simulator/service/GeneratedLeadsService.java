package io.github.camelherobase.simulator.service;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;

import io.github.camelherobase.simulator.http.HttpAnswer;
import io.github.camelherobase.simulator.json.JsonWriter;
import io.github.camelherobase.simulator.world.EntryAccess;
import io.github.camelherobase.simulator.world.GeneratedLeads;
import io.github.camelherobase.simulator.world.LeadFilter;
import io.github.camelherobase.simulator.world.World;
import io.github.camelherobase.simulator.world.WorldSettings;

/**
 * GET /simpleleads over generated leads, as fast as the network takes them. Of the filters only the window, statuses
 * and closures have an effect.
 */
final class GeneratedLeadsService implements Service {

    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

    private final GeneratedLeads leads;
    private final LeadFilterReader filters;
    private final LeadJson json;
    private final WorldSettings settings;

    GeneratedLeadsService(World world, OpenPoints openPoints, GeneratedLeads leads) {
        this.leads = leads;
        this.settings = world.settings();
        this.filters = new LeadFilterReader(openPoints, world.settings());
        this.json = new LeadJson(world.settings(), openPoints.enumForm());
    }

    @Override
    public HttpAnswer answer(ServiceCall call) {
        LeadFilter filter = filters.read(call);
        EntryAccess access = call.account().entryAccess();
        GeneratedLeads.Window window = leads.window(filter, call.received());
        List<LeadTemplate> templates = leads.prototypes(filter, window).stream()
                .map(prototype -> new LeadTemplate(JsonWriter.text(json.forExport(prototype, access))))
                .toList();
        return HttpAnswer.stream(Representation.JSON.contentType(), out -> write(templates, window, out));
    }

    private LocalDateTime shown(LocalDateTime bound) {
        return settings.boundsZone().equals(settings.stampZone()) ? bound : settings.shown(leads.instant(bound));
    }

    private void write(List<LeadTemplate> templates, GeneratedLeads.Window window, OutputStream out)
            throws IOException {
        out.write('[');
        long shown = -1;
        byte[] modified = {};
        for (long index = 0; index < leads.count() && !templates.isEmpty(); index++) {
            long second = leads.second(index, window);
            if (second != shown) {
                shown = second;
                modified =
                        SECONDS.format(shown(window.from().plusSeconds(second))).getBytes(StandardCharsets.ISO_8859_1);
            }
            templates
                    .get((int) (index % templates.size()))
                    .write(out, leads.number(index), leads.phone(index), modified, index == 0);
        }
        out.write(']');
    }
}
