package io.github.camelherobase.simulator.page;

import java.nio.charset.StandardCharsets;
import java.time.Duration;

import io.github.camelherobase.simulator.fault.Fault;

/** The faults that the page offers. */
enum NamedFault {
    LOST_ANSWER(
            "Processed, then the connection is reset: the lead is stored, the answer lost", Fault.resetBeforeAnswer()),
    RESET("Connection reset before the request is processed", Fault.resetBeforeProcessing()),
    SERVER_ERROR("500, not processed", Fault.status(500)),
    UNAVAILABLE("503, not processed", Fault.status(503)),
    TOO_MANY("429, as if the quota were used up", Fault.status(429)),
    UNAUTHORIZED("401, not processed", Fault.status(401)),
    SLOW("Processed, answered after 5 seconds", Fault.delayAnswer(Duration.ofSeconds(5))),
    CUT("Answer cut after 1,000 bytes", Fault.cutAfterBytes(1000)),
    SIGN_IN_PAGE("200 with a sign-in page instead of JSON", Fault.html()),
    ERROR_OBJECT("200 with an error object instead of the answer", Fault.errorObject()),
    BROKEN_RECORD("The second record of an export is not JSON", Fault.malformedRecord(2)),
    GARBAGE("Not even HTTP", Fault.garbage("garbage\r\n\r\n".getBytes(StandardCharsets.US_ASCII)));

    private final String description;
    private final Fault fault;

    NamedFault(String description, Fault fault) {
        this.description = description;
        this.fault = fault;
    }

    String description() {
        return description;
    }

    Fault fault() {
        return fault;
    }
}
