package io.github.camelherobase.simulator.service;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;

import io.github.camelherobase.simulator.http.HttpAnswer;
import io.github.camelherobase.simulator.world.Campaign;
import io.github.camelherobase.simulator.world.LeadClosure;
import io.github.camelherobase.simulator.world.LeadFilter;
import io.github.camelherobase.simulator.world.LeadStatus;
import io.github.camelherobase.simulator.world.World;

/**
 * GET /simpleleads over leads that exist only while they are sent: so many, of about 950 bytes each, spread evenly over
 * the window asked for (by default the last day until now), with statuses and closures among those asked for. The same
 * question has the same answer. Of the other filters none has an effect.
 */
final class GeneratedLeadsService implements Service {

    private static final int VARIANTS = 64;
    private static final DateTimeFormatter SECONDS = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss", Locale.ROOT);

    private record Outcome(LeadStatus status, LeadClosure closure) {}

    private static final List<Outcome> OUTCOMES = List.of(
            new Outcome(LeadStatus.UserProcessed, LeadClosure.Success),
            new Outcome(LeadStatus.UserProcessed, LeadClosure.NotInterested),
            new Outcome(LeadStatus.RedialAutomatic, LeadClosure.NotSet),
            new Outcome(LeadStatus.UserProcessed, LeadClosure.NotInterested),
            new Outcome(LeadStatus.Depleted, LeadClosure.NotSet),
            new Outcome(LeadStatus.UserProcessed, LeadClosure.Unqualified),
            new Outcome(LeadStatus.RedialManualCommon, LeadClosure.NotSet),
            new Outcome(LeadStatus.UserProcessed, LeadClosure.InvalidLead));

    private final World world;
    private final LeadFilterReader filters;
    private final long count;

    GeneratedLeadsService(World world, OpenPoints openPoints, long count) {
        this.world = world;
        this.filters = new LeadFilterReader(openPoints, world.settings().zone());
        this.count = count;
    }

    @Override
    public HttpAnswer answer(ServiceCall call) {
        LeadFilter filter = filters.read(call.query());
        LocalDateTime to = filter.modifiedTo().orElseGet(() -> world.settings().local(call.received()));
        LocalDateTime from = filter.modifiedFrom().orElseGet(() -> to.minusDays(1));
        LocalDateTime firstSecond = from.truncatedTo(ChronoUnit.SECONDS).equals(from)
                ? from
                : from.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        List<LeadTemplate> templates = firstSecond.isBefore(to) ? templates(filter, firstSecond) : List.of();
        return HttpAnswer.stream(Representation.JSON.contentType(), out -> write(templates, firstSecond, to, out));
    }

    private List<LeadTemplate> templates(LeadFilter filter, LocalDateTime from) {
        List<Outcome> outcomes = OUTCOMES.stream()
                .filter(outcome -> filter.accepts(outcome.status(), outcome.closure()))
                .toList();
        Campaign campaign = world.campaigns().get(0);
        String earlier = LeadJson.time(from.minusDays(3));
        List<LeadTemplate> templates = new ArrayList<>(VARIANTS);
        for (int variant = 0; variant < VARIANTS && !outcomes.isEmpty(); variant++) {
            Outcome outcome = outcomes.get(variant % outcomes.size());
            templates.add(new LeadTemplate(
                    campaign, world.settings().site(), variant, outcome.status(), outcome.closure(), earlier));
        }
        return templates;
    }

    private void write(List<LeadTemplate> templates, LocalDateTime from, LocalDateTime to, OutputStream out)
            throws IOException {
        out.write('[');
        long seconds = Math.max(1, ceilingSeconds(from, to));
        long shown = -1;
        byte[] modified = {};
        for (long number = 0; number < count && !templates.isEmpty(); number++) {
            // In floating point, since the product of two large numbers may not fit.
            long second = (long) ((double) number / count * seconds);
            if (second != shown) {
                shown = second;
                modified = SECONDS.format(from.plusSeconds(second)).getBytes(StandardCharsets.ISO_8859_1);
            }
            templates.get((int) (number % VARIANTS)).write(out, number, modified, number == 0);
        }
        out.write(']');
    }

    private static long ceilingSeconds(LocalDateTime from, LocalDateTime to) {
        Duration span = Duration.between(from, to);
        return span.getSeconds() + (span.getNano() > 0 ? 1 : 0);
    }
}
