package io.github.camelherobase.benchmark;

import java.nio.charset.StandardCharsets;
import java.util.Base64;

/**
 * Where the leads come from.
 *
 * @param baseUrl of the {@link LeadServer}
 * @param leads how many an export holds
 */
record LeadSource(String baseUrl, long leads) {

    String username() {
        return "api@example.com";
    }

    String password() {
        return "secret";
    }

    /** For those who know nothing of the component. */
    String exportUrl() {
        return baseUrl + "/simpleleads?Projects=*&AllClosedStatuses=true&AllOpenStatuses=true";
    }

    String authorization() {
        byte[] login = (username() + ":" + password()).getBytes(StandardCharsets.UTF_8);
        return "Basic " + Base64.getEncoder().encodeToString(login);
    }
}
