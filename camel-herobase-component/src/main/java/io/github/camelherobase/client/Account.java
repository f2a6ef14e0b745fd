package io.github.camelherobase.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.ZoneId;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.Objects;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * Whose requests these are.
 *
 * @param baseUrl of the account's cluster, without a trailing slash
 * @param zone in which the server writes times
 * @param boundsZone in which the server reads the bounds of a request
 */
public record Account(URI baseUrl, String username, Password password, ZoneId zone, ZoneId boundsZone) {

    private static final Set<String> LOOPBACK = Set.of("127.0.0.1", "[::1]", "[0:0:0:0:0:0:0:1]");

    public Account {
        Objects.requireNonNull(baseUrl);
        Objects.requireNonNull(username);
        Objects.requireNonNull(password);
        Objects.requireNonNull(zone);
        Objects.requireNonNull(boundsZone);
    }

    /** What the account is called in messages. */
    public String name() {
        return username + "@" + baseUrl.getAuthority();
    }

    /**
     * Tells accounts apart, however their address is written: HeroBase counts what this user sends to this host. Case, the
     * scheme's usual port and a dot that ends the host make no difference.
     */
    public String quotaKey() {
        String host = baseUrl.getHost().toLowerCase(Locale.ROOT);
        host = host.endsWith(".") ? host.substring(0, host.length() - 1) : host;
        host = LOOPBACK.contains(host) ? "localhost" : host;
        int usual = baseUrl.getScheme().equalsIgnoreCase("https") ? 443 : 80;
        String port = baseUrl.getPort() < 0 || baseUrl.getPort() == usual ? "" : ":" + baseUrl.getPort();
        return username.strip().toLowerCase(Locale.ROOT) + "@" + host + port;
    }

    /** Scheme, host and port. */
    String origin() {
        return baseUrl.getScheme() + "://" + baseUrl.getAuthority();
    }

    /** Basic credentials; the page's PowerShell sample encodes them in UTF-8. */
    String authorization(String currentPassword) {
        return "Basic " + base64(username + ":" + currentPassword);
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
