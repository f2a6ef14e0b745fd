package io.github.camelherobase.simulator.service;

import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Collection;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

import io.github.camelherobase.simulator.account.Account;
import io.github.camelherobase.simulator.http.HttpRequest;

/** HTTP Basic authentication over UTF-8 (vendor's page; UTF-8 from one of its samples). */
final class BasicAuthentication {

    private static final String SCHEME = "Basic ";

    private final Map<String, Account> accountsByToken = new HashMap<>();

    BasicAuthentication(Collection<Account> accounts) {
        for (Account account : accounts) {
            String credentials = account.username() + ":" + account.password();
            String token = Base64.getEncoder().encodeToString(credentials.getBytes(StandardCharsets.UTF_8));
            accountsByToken.put(token, account);
        }
    }

    /** Whose credentials the request bears. */
    Optional<Account> accountOf(HttpRequest request) {
        return request.headers()
                .first("Authorization")
                .filter(value -> value.regionMatches(true, 0, SCHEME, 0, SCHEME.length()))
                .map(value ->
                        accountsByToken.get(value.substring(SCHEME.length()).trim()));
    }
}
