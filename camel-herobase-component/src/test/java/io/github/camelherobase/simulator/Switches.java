package io.github.camelherobase.simulator;

import java.nio.charset.Charset;
import java.time.Duration;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.function.BiConsumer;
import java.util.function.Function;
import java.util.stream.Collectors;

import io.github.camelherobase.simulator.limits.CounterScope;
import io.github.camelherobase.simulator.limits.EarlyRefusals;
import io.github.camelherobase.simulator.limits.MinuteAnchor;
import io.github.camelherobase.simulator.limits.RatePolicy;
import io.github.camelherobase.simulator.limits.RefusedRequests;
import io.github.camelherobase.simulator.limits.ServiceKeys;
import io.github.camelherobase.simulator.service.AnyAccept;
import io.github.camelherobase.simulator.service.BoundsRounding;
import io.github.camelherobase.simulator.service.CampaignsFilter;
import io.github.camelherobase.simulator.service.CsvFormat;
import io.github.camelherobase.simulator.service.DateHeaderPresence;
import io.github.camelherobase.simulator.service.DateHeaderTime;
import io.github.camelherobase.simulator.service.DuplicatePolicy;
import io.github.camelherobase.simulator.service.EndTimeParameter;
import io.github.camelherobase.simulator.service.EnumForm;
import io.github.camelherobase.simulator.service.ErrorPages;
import io.github.camelherobase.simulator.service.ImportResultDetail;
import io.github.camelherobase.simulator.service.LimitParameter;
import io.github.camelherobase.simulator.service.LongPeriods;
import io.github.camelherobase.simulator.service.NoStatusSelection;
import io.github.camelherobase.simulator.service.OffsetHandling;
import io.github.camelherobase.simulator.service.OpenPoints;
import io.github.camelherobase.simulator.service.RawLeadRows;
import io.github.camelherobase.simulator.service.RefusalStatus;
import io.github.camelherobase.simulator.service.RetryAfter;
import io.github.camelherobase.simulator.service.UnknownSearch;
import io.github.camelherobase.simulator.service.UsageShape;
import io.github.camelherobase.simulator.world.EntryAccess;
import io.github.camelherobase.simulator.world.GlobCase;
import io.github.camelherobase.simulator.world.StampPrecision;
import io.github.camelherobase.simulator.world.UnitScope;

/**
 * The switches for what is not known about the real service, by name, as the command line and files need them. In Java
 * they are methods of {@link OpenPoints} and {@link RatePolicy}, which explain them.
 */
public final class Switches {

    private static final String DURATION = "a duration, such as PT30S";

    private record Switch(String values, BiConsumer<HerobaseSimulator.Builder, String> setter) {}

    private static final Map<String, Switch> ALL = all();

    private Switches() {}

    /**
     * Sets a switch.
     *
     * @throws IllegalArgumentException naming the switch, when there is none of that name or value
     */
    public static void set(HerobaseSimulator.Builder builder, String name, String value) {
        Switch found = Optional.ofNullable(ALL.get(name))
                .orElseThrow(() -> new IllegalArgumentException(
                        "Unknown switch " + name + "; there are " + String.join(", ", ALL.keySet())));
        try {
            found.setter().accept(builder, value);
        } catch (RuntimeException malformed) {
            throw new IllegalArgumentException(
                    "Not a value for the switch " + name + ": " + value + "; expected " + found.values(), malformed);
        }
    }

    /** Each switch with its values, one a line. */
    static String help() {
        return ALL.entrySet().stream()
                .map(entry -> String.format(
                        "  %-20s %s%n", entry.getKey(), entry.getValue().values()))
                .collect(Collectors.joining());
    }

    private static Map<String, Switch> all() {
        Map<String, Switch> all = new TreeMap<>();
        all.put("anyAccept", point(AnyAccept.class, OpenPoints::anyAccept));
        all.put("boundsRounding", point(BoundsRounding.class, OpenPoints::boundsRounding));
        all.put("campaignsFilter", point(CampaignsFilter.class, OpenPoints::campaignsFilter));
        all.put("dateHeaderPresence", point(DateHeaderPresence.class, OpenPoints::dateHeaderPresence));
        all.put("dateHeaderTime", point(DateHeaderTime.class, OpenPoints::dateHeaderTime));
        all.put("endTimeParameter", point(EndTimeParameter.class, OpenPoints::endTimeParameter));
        all.put("entryAccess", point(EntryAccess.class, OpenPoints::entryAccess));
        all.put("enumForm", point(EnumForm.class, OpenPoints::enumForm));
        all.put("errorPages", point(ErrorPages.class, OpenPoints::errorPages));
        all.put("globCase", point(GlobCase.class, OpenPoints::globCase));
        all.put("importResultDetail", point(ImportResultDetail.class, OpenPoints::importResultDetail));
        all.put("limitParameter", point(LimitParameter.class, OpenPoints::limitParameter));
        all.put("longPeriodEffect", point(LongPeriods.Effect.class, Switches::longPeriodEffect));
        all.put("noStatusSelection", point(NoStatusSelection.class, OpenPoints::noStatusSelection));
        all.put("offsetHandling", point(OffsetHandling.class, OpenPoints::offsetHandling));
        all.put("rawLeadRows", point(RawLeadRows.class, OpenPoints::rawLeadRows));
        all.put("refusalStatus", point(RefusalStatus.class, OpenPoints::refusalStatus));
        all.put("retryAfter", point(RetryAfter.class, OpenPoints::retryAfter));
        all.put("stampPrecision", point(StampPrecision.class, OpenPoints::stampPrecision));
        all.put("unitScope", point(UnitScope.class, OpenPoints::unitScope));
        all.put("unknownSearch", point(UnknownSearch.class, OpenPoints::unknownSearch));
        all.put("usageShape", point(UsageShape.class, OpenPoints::usageShape));
        all.put("boundsZone", point("a zone", (points, text) -> points.boundsZone(ZoneId.of(text))));
        all.put("stampZone", point("a zone", (points, text) -> points.stampZone(ZoneId.of(text))));
        all.put(
                "autoPoolZone",
                point("a zone, such as +01:00", (points, text) -> points.autoPoolZone(ZoneId.of(text))));
        all.put("commitDelay", point(DURATION, (points, text) -> points.commitDelay(Duration.parse(text))));
        all.put("dateHeaderSkew", point(DURATION, (points, text) -> points.dateHeaderSkew(Duration.parse(text))));
        all.put("csvDelimiter", csv("a character", format -> text -> format.withDelimiter(character(text))));
        all.put("csvCharset", csv("a charset", format -> text -> format.withCharset(Charset.forName(text))));
        all.put(
                "csvHeaderRow",
                csv("true or false", format -> text -> isTrue(text) ? format : format.withoutHeaderRow()));
        all.put(
                "csvByteOrderMark",
                csv("false or true", format -> text -> isTrue(text) ? format.withByteOrderMark() : format));
        all.put(
                "rejectDuplicatesOf",
                point("import name of a field", (points, text) -> points.duplicates(DuplicatePolicy.rejectSame(text))));
        all.put(
                "failCallsAbove",
                point(
                        DURATION,
                        (points, text) ->
                                points.longPeriods(points.longPeriods().above(Duration.parse(text)))));
        all.put(
                "failLeadsAbove",
                point(
                        DURATION,
                        (points, text) ->
                                points.longLeadPeriods(points.longLeadPeriods().above(Duration.parse(text)))));
        all.put("counterScope", policy(CounterScope.class, RatePolicy::scope));
        all.put("earlyRefusals", policy(EarlyRefusals.class, RatePolicy::earlyRefusals));
        all.put("minuteAnchor", policy(MinuteAnchor.class, RatePolicy::minuteAnchor));
        all.put("refusedRequests", policy(RefusedRequests.class, RatePolicy::refused));
        all.put("serviceKeys", policy(ServiceKeys.class, RatePolicy::serviceKeys));
        all.put("outsideUnits", policy("4 or 1", Long::parseLong, RatePolicy::outsideUnits));
        all.put("productionZone", policy("a zone", ZoneId::of, RatePolicy::zone));
        return all;
    }

    private static void longPeriodEffect(OpenPoints points, LongPeriods.Effect effect) {
        points.longPeriods(points.longPeriods().with(effect));
        points.longLeadPeriods(points.longLeadPeriods().with(effect));
    }

    private static <E extends Enum<E>> Switch point(Class<E> type, BiConsumer<OpenPoints, E> setter) {
        return point(names(type), (points, text) -> setter.accept(points, Enum.valueOf(type, text)));
    }

    private static Switch point(String values, BiConsumer<OpenPoints, String> setter) {
        return new Switch(values, (builder, text) -> builder.openPoints(points -> setter.accept(points, text)));
    }

    private static Switch csv(String values, Function<CsvFormat, Function<String, CsvFormat>> change) {
        return point(
                values,
                (points, text) ->
                        points.csvFormat(change.apply(points.csvFormat()).apply(text)));
    }

    private static <E extends Enum<E>> Switch policy(Class<E> type, PolicyChange<E> change) {
        return policy(names(type), text -> Enum.valueOf(type, text), change);
    }

    private static <T> Switch policy(String values, Function<String, T> parser, PolicyChange<T> change) {
        return new Switch(values, (builder, text) -> {
            T value = parser.apply(text);
            builder.ratePolicy(policy -> change.apply(policy, value));
        });
    }

    @FunctionalInterface
    private interface PolicyChange<T> {
        RatePolicy apply(RatePolicy policy, T value);
    }

    private static String names(Class<? extends Enum<?>> type) {
        return Arrays.stream(type.getEnumConstants()).map(Enum::name).collect(Collectors.joining(" or "));
    }

    private static char character(String text) {
        if (text.length() != 1) {
            throw new IllegalArgumentException("One character is expected");
        }
        return text.charAt(0);
    }

    private static boolean isTrue(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException("Not a boolean");
        };
    }
}
