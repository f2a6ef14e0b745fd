package io.github.camelherobase.simulator.world;

import java.time.Duration;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.LongStream;
import java.util.stream.Stream;

/**
 * Leads that exist only while they are exported: so many, of about 950 bytes of JSON each, spread evenly over the window
 * asked for (by default the last day until now), with statuses and closures among those asked for. The same question
 * has the same answer.
 */
public final class GeneratedLeads implements LeadSource {

    /** In a prototype's id, where each lead has its number. */
    public static final String NUMBER_MARK = "##########";

    /** In a prototype's data, where each lead has its phone number. */
    public static final String PHONE_MARK = "%%%%%%%%";

    private static final int VARIANTS = 64;
    private static final long FIRST_NUMBER = 1_000_000_000L;
    private static final long FIRST_PHONE = 20_000_000L;
    private static final long PHONES = 70_000_000L;

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

    /**
     * A window of local time.
     *
     * @param from a whole second
     * @param seconds its length; 0 when nothing is in it
     */
    public record Window(LocalDateTime from, long seconds) {}

    private final World world;
    private final long count;

    public GeneratedLeads(World world, long count) {
        this.world = world;
        this.count = count;
    }

    /** How many there are. */
    public long count() {
        return count;
    }

    @Override
    public Stream<Lead> leads(LeadFilter filter, Instant now) {
        Window window = window(filter, now);
        List<Lead> prototypes = prototypes(filter, window);
        if (prototypes.isEmpty()) {
            return Stream.empty();
        }
        return LongStream.range(0, count)
                .mapToObj(index -> lead(prototypes.get((int) (index % prototypes.size())), index, window))
                .filter(lead -> filter.accepts(lead, world.settings()));
    }

    /** The window that the leads are spread over. */
    public Window window(LeadFilter filter, Instant now) {
        LocalDateTime to = filter.modifiedTo().orElseGet(() -> world.settings().bounded(now));
        LocalDateTime from = filter.modifiedFrom().orElseGet(() -> to.minusDays(1));
        LocalDateTime first = from.truncatedTo(ChronoUnit.SECONDS).equals(from)
                ? from
                : from.truncatedTo(ChronoUnit.SECONDS).plusSeconds(1);
        Duration span = Duration.between(first, to);
        return new Window(
                first, span.isNegative() || span.isZero() ? 0 : span.getSeconds() + (span.getNano() > 0 ? 1 : 0));
    }

    /** The seconds of the window before the last modification of a lead. */
    public long second(long index, Window window) {
        // In floating point, since the product of two large numbers may not fit.
        return (long) ((double) index / count * window.seconds());
    }

    /** The number in the id of a lead. */
    public long number(long index) {
        return FIRST_NUMBER + index;
    }

    /** The phone number of a lead. */
    public long phone(long index) {
        return FIRST_PHONE + index % PHONES;
    }

    /** What the leads are made of in turn, with marks where they differ; none when no lead fits. */
    public List<Lead> prototypes(LeadFilter filter, Window window) {
        List<Outcome> outcomes = OUTCOMES.stream()
                .filter(outcome -> filter.accepts(outcome.status(), outcome.closure()))
                .toList();
        List<Lead> prototypes = new ArrayList<>(VARIANTS);
        if (window.seconds() > 0 && !outcomes.isEmpty()) {
            for (int variant = 0; variant < VARIANTS; variant++) {
                prototypes.add(prototype(variant, outcomes.get(variant % outcomes.size()), window));
            }
        }
        return prototypes;
    }

    private Lead prototype(int variant, Outcome outcome, Window window) {
        Campaign campaign = world.campaigns().get(0);
        boolean processed = outcome.status() == LeadStatus.UserProcessed;
        Optional<String> agent = Optional.of("agent" + variant + "@example.com");
        Instant earlier = instant(window.from().minusDays(3));
        return new Lead(
                0,
                NUMBER_MARK + "S" + world.settings().site(),
                campaign,
                new LeadPool(campaign.code(), "Generated"),
                outcome.status(),
                outcome.closure(),
                10,
                earlier,
                processed ? Optional.of(earlier) : Optional.empty(),
                instant(window.from()),
                data(variant, campaign.definition(), outcome.closure()),
                Optional.of(world.settings().ownerOrgUnit()),
                Optional.empty(),
                Optional.of("api@example.com"),
                processed ? agent : Optional.empty(),
                agent,
                0);
    }

    private Lead lead(Lead prototype, long index, Window window) {
        Map<String, String> data = new LinkedHashMap<>(prototype.data());
        data.replaceAll((name, value) -> value.equals(PHONE_MARK) ? String.valueOf(phone(index)) : value);
        return new Lead(
                number(index),
                number(index) + "S" + world.settings().site(),
                prototype.campaign(),
                prototype.pool(),
                prototype.status(),
                prototype.closure(),
                prototype.priority(),
                prototype.uploadTime(),
                prototype.firstProcessedTime(),
                instant(window.from().plusSeconds(second(index, window))),
                data,
                prototype.ownerOrgUnit(),
                prototype.ownerUser(),
                prototype.uploadedByUser(),
                prototype.firstProcessedByUser(),
                prototype.lastModifiedByUser(),
                prototype.callAttempts());
    }

    /** The instant of a window's local time. */
    public Instant instant(LocalDateTime local) {
        return local.atZone(world.settings().boundsZone()).toInstant();
    }

    private static Map<String, String> data(int variant, LeadDefinition definition, LeadClosure closure) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("FirstName", List.of("Søren", "Ada", "Åse", "Jørgen", "Birgit").get(variant % 5));
        data.put("LastName", List.of("Ærøskøbing", "Jensen", "Nørgård", "Test").get(variant % 4));
        data.put(definition.phoneField(), PHONE_MARK);
        data.put("Telefon2", "");
        data.put("Email", "lead" + variant + "@example.com");
        data.put("Adresse", "Vestergade " + variant + ", 2. th.");
        data.put("Postnr", String.valueOf(2000 + variant));
        data.put("By", "København Ø");
        data.put("A-kasse salg", variant % 2 == 0 ? "" : "Ja");
        data.put("Antal", String.valueOf(variant % 7));
        data.put("Nuværende leverandør", "Fjernvarme Nørrebro A/S");
        data.put("Bedste tidspunkt", "Hverdage 16-19");
        data.put("Samtykke", "2026-01-15 09:30");
        data.put("Kommentar: intern", note(variant));
        data.put(definition.resultField(), definition.resultFor(closure));
        return data;
    }

    /** Every eighth has what must be escaped. */
    private static String note(int variant) {
        return variant % 8 == 0
                ? "Ringet op \"2\" gange\nvil ringes til igen \\ på tirsdag\tefter kl. 17, spørg efter Åse"
                : "Ringet op to gange, vil ringes til igen på tirsdag efter kl. 17, spørg efter Åse";
    }
}
