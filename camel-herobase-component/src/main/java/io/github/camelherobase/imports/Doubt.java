package io.github.camelherobase.imports;

import java.time.Instant;

/**
 * A lead that may or may not be in HeroBase.
 *
 * @param since when its request left, by our clock
 * @param noted when it left, by the journal's clock; null when no journal is kept
 */
record Doubt(LeadRequest request, Instant since, Instant noted) {

    Doubt(LeadRequest request, Instant since) {
        this(request, since, null);
    }
}
