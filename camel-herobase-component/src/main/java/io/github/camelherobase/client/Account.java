package io.github.camelherobase.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Objects;
import java.util.regex.Pattern;

/**
 * Whose requests these are.
 *
 * @param baseUrl of the account's cluster, without a trailing slash
 * @param zone in which the server writes times
 * @param boundsZone in which the server reads the bounds of a request
 */
public record Account(URI baseUrl, String username, Password password, ZoneId zone, ZoneId boundsZone) {

    public Account {
        Objects.requireNonNull(baseUrl);
        Objects.requireNonNull(username);
        Objects.requireNonNull(password);
        Objects.requireNonNull(zone);
        Objects.requireNonNull(boundsZone);
    }

    /** What the account is called in messages, and the key of its quota. */
    public String name() {
        return username + "@" + baseUrl.getAuthority();
    }

    /** Scheme, host and port. */
    String origin() {
        return baseUrl.getScheme() + "://" + baseUrl.getAuthority();
    }

    /** Basic credentials; the page's PowerShell sample encodes them in UTF-8. */
    String authorization() {
        return "Basic " + base64(username + ":" + password.current());
    }

    /** {@code text} without the account's secrets, should a server echo them. */
    String mask(String text) {
        String masked = text;
        for (String secret : password.used()) {
            for (String form : List.of(base64(username + ":" + secret), base64(secret), secret)) {
                masked = Pattern.compile(Pattern.quote(form), Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE)
                        .matcher(masked)
                        .replaceAll("xxxxxx");
            }
        }
        return masked;
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public String toString() {
        return name();
    }
}
