package io.github.camelherobase;

import java.util.Objects;

import org.apache.camel.Exchange;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.operation.ImportRun;

/**
 * How far an earlier delivery of an exchange's body has come; stands in the exchange while that is delivered again.
 *
 * @param producer whose import it was: another endpoint's begins afresh
 * @param body what was imported: another body begins afresh
 * @param failure of a lead in doubt, which must not be sent again; null for many leads
 * @param run of many leads, which goes on; null for one lead
 */
record EarlierImport(ImportLeadsProducer producer, Object body, HerobaseException failure, ImportRun run) {

    static EarlierImport of(Exchange exchange, ImportLeadsProducer producer) {
        EarlierImport earlier = exchange.getProperty(HerobaseConstants.EARLIER_IMPORT, EarlierImport.class);
        return earlier != null
                        && earlier.producer == producer
                        && Objects.deepEquals(
                                earlier.body, exchange.getMessage().getBody())
                ? earlier
                : null;
    }

    void keepIn(Exchange exchange) {
        exchange.setProperty(HerobaseConstants.EARLIER_IMPORT, this);
    }

    static void forget(Exchange exchange) {
        exchange.removeProperty(HerobaseConstants.EARLIER_IMPORT);
    }

    /** Without the body, which is data about persons: Camel's log shows the exchange's properties when asked to. */
    @Override
    public String toString() {
        return "EarlierImport[" + (run == null ? "one lead in doubt" : "of many leads") + "]";
    }
}
