package io.github.camelherobase.imports;

import java.time.Instant;

/**
 * A lead that HeroBase may have or not.
 *
 * @param since when its request was about to leave
 */
record Doubt(LeadRequest request, Instant since) {}
