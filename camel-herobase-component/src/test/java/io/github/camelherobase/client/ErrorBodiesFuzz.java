package io.github.camelherobase.client;

import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.Base64;
import java.util.List;
import java.util.Locale;
import java.util.function.UnaryOperator;

import org.apache.hc.client5.http.classic.methods.HttpGet;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;

import io.github.camelherobase.api.HerobaseException;

import static org.assertj.core.api.Assertions.assertThat;

/** Whatever a server answers in place of what was asked for is an exception of ours, of a few lines, without the password. */
public final class ErrorBodiesFuzz {

    private static final String PASSWORD = "Ge-heim/47";
    private static final String BASE64 =
            Base64.getEncoder().encodeToString(("api@example.com:" + PASSWORD).getBytes(StandardCharsets.UTF_8));
    private static final Account ACCOUNT = new Account(
            URI.create("http://localhost/api"),
            "api@example.com",
            Password.fixed(PASSWORD),
            ZoneOffset.UTC,
            ZoneOffset.UTC);
    private static final HerobaseRequest REQUEST = new HerobaseRequest(
            "GET",
            "GET /simpleleads",
            "/simpleleads",
            List.of(),
            null,
            UnaryOperator.identity(),
            "",
            HerobaseRequest.Departure.FREE);
    private static final int[] STATUSES = {200, 400, 401, 403, 404, 429, 500, 302, 204, 503, 418, 999};
    private static final String[] TYPES = {
        null,
        "application/json",
        "text/html; charset=utf-8",
        "text/plain; charset=iso-8859-1",
        "a/b; charset=none",
        ";=\""
    };
    private static final int LONGEST = 1_500;

    static {
        // Sent, and so to be masked.
        ACCOUNT.password().current();
    }

    private ErrorBodiesFuzz() {}

    /** The first byte is the status, the second the content type. */
    public static void fuzzerTestOneInput(byte[] data) {
        if (data.length < 2) {
            return;
        }
        int status = STATUSES[(data[0] & 0xFF) % STATUSES.length];
        byte[] body = Arrays.copyOfRange(data, 2, data.length);
        String type = TYPES[(data[1] & 0xFF) % TYPES.length];
        String said = status == 200
                ? answer(status, type, body).describe(new byte[0])
                : exception(answer(status, type, body), status);
        assertThat(said.length()).isLessThan(LONGEST);
        assertThat(said.toLowerCase(Locale.ROOT))
                .doesNotContain(PASSWORD.toLowerCase(Locale.ROOT))
                .doesNotContain(BASE64.toLowerCase(Locale.ROOT));
        assertThat(said.chars()).noneMatch(Character::isISOControl);
    }

    private static String exception(HerobaseResponse response, int status) {
        HerobaseException exception = ErrorAnswer.of(REQUEST, response, ACCOUNT);
        if (status >= 400) {
            assertThat(exception.getHttpResponseCode()).isEqualTo(status);
        }
        return exception.getMessage();
    }

    private static HerobaseResponse answer(int status, String type, byte[] body) {
        ClassicHttpResponse response = new BasicClassicHttpResponse(status);
        response.setEntity(new ByteArrayEntity(body, null));
        if (type != null) {
            response.setHeader("Content-Type", type);
        }
        if (status == 302) {
            response.setHeader("Location", new String(body, StandardCharsets.ISO_8859_1));
        }
        Instant now = Instant.EPOCH;
        return new HerobaseResponse(
                ACCOUNT,
                UnaryOperator.identity(),
                new HttpGet(URI.create("http://localhost/api/simpleleads")),
                response,
                null,
                AnswerTimes.of(Duration.ofSeconds(5)),
                now,
                now,
                true,
                null);
    }
}
