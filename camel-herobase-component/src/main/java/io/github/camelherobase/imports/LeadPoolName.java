package io.github.camelherobase.imports;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.function.Supplier;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.util.TimeUtils;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.option.OverridingHeaders;

/**
 * The lead pool of an exchange, from the header or the option. A date in the name is that of the account's zone, whatever
 * zone the process runs in. Of a header only the date is resolved: it may come from outside, and Simple reaches far.
 */
public final class LeadPoolName {

    private static final Logger LOG = LoggerFactory.getLogger(LeadPoolName.class);
    private static final Pattern DATE =
            Pattern.compile("\\$(?:simple)?\\{date:now(?:\\s*([+-])\\s*([^:}]+))?:([^}]+)}");
    private static final Pattern REMAINS = Pattern.compile("\\bdate:|\\bnow(\\s*[+-][^:}]+)?:");

    private final String option;
    private final boolean simple;
    private final ZoneId zone;

    /** @throws IllegalArgumentException when the option is what a property placeholder left of a date */
    public LeadPoolName(String option, ZoneId zone) {
        this.option = option;
        this.zone = zone;
        String withoutDates =
                option == null ? "" : DATE.matcher(checked("leadPool", option)).replaceAll("");
        this.simple = withoutDates.contains("${") || withoutDates.contains("$simple{");
        if (option != null && !simple && withoutDates.equals(option)) {
            LOG.warn(
                    "leadPool={} is the same for ever, so its pool only grows; the vendor recommends a name with a date,"
                            + " for example leadPool={} $simple{date:now:yyyy-MM}",
                    option,
                    option);
        }
    }

    /**
     * Null when neither the header nor the option names a pool.
     *
     * @param now what dates in the name are made of: the same in a whole delivery, or a lead that comes again after
     *     midnight would be another
     */
    public String of(Exchange exchange, Supplier<Instant> now) {
        Object header = new OverridingHeaders(exchange.getMessage()::getHeader).value(HerobaseConstants.LEAD_POOL);
        if (header != null) {
            return withDates(checked(HerobaseConstants.LEAD_POOL, header.toString()), now);
        }
        if (option == null || !simple) {
            return option == null ? null : withDates(option, now);
        }
        Expression rest = exchange.getContext().resolveLanguage("simple").createExpression(withDates(option, now));
        rest.init(exchange.getContext());
        return rest.evaluate(exchange, String.class);
    }

    private String withDates(String name, Supplier<Instant> now) {
        return DATE.matcher(name).replaceAll(date -> Matcher.quoteReplacement(format(date, now.get())));
    }

    private String format(MatchResult date, Instant now) {
        Duration offset = date.group(2) == null
                ? Duration.ZERO
                : Duration.ofMillis(TimeUtils.toMilliSeconds(date.group(2).trim()));
        return DateTimeFormatter.ofPattern(date.group(3))
                .withZone(zone)
                .format("-".equals(date.group(1)) ? now.minus(offset) : now.plus(offset));
    }

    private static String checked(String source, String name) {
        DATE.matcher(name).results().forEach(date -> checkPattern(source, date.group(3)));
        String literal = name.replaceAll("\\$(?:simple)?\\{[^}]*}", "");
        if (REMAINS.matcher(literal).find()) {
            throw new IllegalArgumentException(source + "=" + name
                    + " looks like what a property placeholder left of ${date:now:yyyy-MM}; write"
                    + " $simple{date:now:yyyy-MM}, which no property placeholder touches");
        }
        return name;
    }

    private static void checkPattern(String source, String pattern) {
        try {
            DateTimeFormatter.ofPattern(pattern);
        } catch (IllegalArgumentException e) {
            throw new IllegalArgumentException(
                    source + " holds the date pattern " + pattern + ", which is none; expected for example yyyy-MM", e);
        }
    }
}
