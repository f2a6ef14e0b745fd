package io.github.camelherobase.imports;

import java.util.Objects;

import org.apache.camel.Exchange;

import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.api.HerobaseException;

/**
 * How far an earlier delivery of an exchange's body has come; stands in the exchange while that is delivered again.
 *
 * @param producer whose import it was: another endpoint's begins afresh
 * @param body what was imported: another body begins afresh
 * @param failure of a lead in doubt, which must not be sent again; null for many leads
 * @param run of many leads, which goes on; null for one lead
 */
public record ResumedImport(Object producer, Object body, HerobaseException failure, ImportRun run) {

    public static ResumedImport of(Exchange exchange, Object producer) {
        ResumedImport earlier = exchange.getProperty(HerobaseConstants.EARLIER_IMPORT, ResumedImport.class);
        return earlier != null
                        && earlier.producer == producer
                        && Objects.deepEquals(
                                earlier.body, exchange.getMessage().getBody())
                ? earlier
                : null;
    }

    public void keepIn(Exchange exchange) {
        exchange.setProperty(HerobaseConstants.EARLIER_IMPORT, this);
    }

    public static void forget(Exchange exchange) {
        exchange.removeProperty(HerobaseConstants.EARLIER_IMPORT);
    }

    /** Without the body, which is data about persons: Camel's log shows the exchange's properties when asked to. */
    @Override
    public String toString() {
        return "ResumedImport[" + (run == null ? "one lead in doubt" : "of many leads") + "]";
    }
}
