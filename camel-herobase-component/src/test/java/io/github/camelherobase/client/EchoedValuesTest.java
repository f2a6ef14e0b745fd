package io.github.camelherobase.client;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;

import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.Arguments;
import org.junit.jupiter.params.provider.MethodSource;

import io.github.camelherobase.support.RawServer;
import io.github.camelherobase.support.Routes;

import static org.assertj.core.api.Assertions.assertThat;

/** A server that repeats a lead's values in its errors puts them into no message, however it writes them. */
class EchoedValuesTest {

    private static final String NAME = "Åse Ærø-Søndergård";
    private static final String PHONE = "+45 7000-7777";
    private static final String CITY = "Øls";
    private static final String ECHO = NAME + " / " + PHONE + " / " + CITY;

    /** Parts by which a person would be known, compared without case. */
    private static final List<String> TELLING = List.of(
            "nderg", "åse", "ærø", "7000", "7777", "70007777", "øls", "&oslash;ls", "%c3%98ls", "\u00C3\u02DCls");

    private RawServer server;
    private Routes routes;

    @AfterEach
    void end() {
        routes.close();
        server.close();
    }

    static Stream<Arguments> echoes() {
        Charset latin = StandardCharsets.ISO_8859_1;
        Charset utf8 = StandardCharsets.UTF_8;
        return Stream.of(
                echo("UTF-8", ECHO, utf8, "text/plain"),
                echo("ISO-8859-1 announced", ECHO, latin, "text/plain; charset=ISO-8859-1"),
                echo("ISO-8859-1 not announced", ECHO, latin, "text/plain"),
                echo("ISO-8859-1 announced as UTF-8", ECHO, latin, "text/plain; charset=utf-8"),
                echo("UTF-8 announced as ISO-8859-1", ECHO, utf8, "text/plain; charset=ISO-8859-1"),
                echo("UTF-16 with a mark", ECHO, StandardCharsets.UTF_16, "text/plain"),
                echo("UTF-16LE without one", ECHO, StandardCharsets.UTF_16LE, "text/plain"),
                echo("IBM865 announced", ECHO, Charset.forName("IBM865"), "text/plain; charset=IBM865"),
                echo("IBM865 not announced", ECHO, Charset.forName("IBM865"), "text/plain"),
                echo("a charset nobody knows", ECHO, utf8, "text/plain; charset=x-none"),
                echo(
                        "UTF-8 twice",
                        new String(ECHO.getBytes(utf8), Charset.forName("windows-1252")),
                        utf8,
                        "text/plain"),
                echo("decimal references", references("&#%d;"), utf8, "text/html"),
                echo("hexadecimal references", references("&#x%X;"), utf8, "text/html"),
                echo(
                        "named references",
                        "&Aring;se &AElig;r&oslash;-S&oslash;nderg&aring;rd &Oslash;ls +45&nbsp;7000&#45;7777",
                        utf8,
                        "text/html"),
                echo("references twice", references("&amp;#%d;"), utf8, "text/html"),
                echo("percent, UTF-8", percent(utf8), utf8, "text/plain"),
                echo("percent, ISO-8859-1", percent(latin), utf8, "text/plain"),
                echo("escapes of JSON", references("\\u%04x"), utf8, "text/plain"),
                echo("capitals", ECHO.toUpperCase(Locale.ROOT), utf8, "text/plain"),
                echo("no-break spaces", ECHO.replace(' ', '\u00A0').replace('-', '\u2011'), utf8, "text/plain"),
                echo("without separators", "45" + "70007777 ÅseÆrøSøndergård (Øls)", utf8, "text/plain"),
                echo("in parts", "near 'Søndergå...', ends with 7777, in Øls.", utf8, "text/plain"),
                echo(
                        "between tags",
                        "<b>Å</b>se <i>Søn</i>dergård <td>7000</td><td>7777</td> <p>Øls</p>",
                        utf8,
                        "text/html"),
                echo("Base64", Base64.getEncoder().encodeToString(ECHO.getBytes(utf8)), utf8, "text/plain"));
    }

    private static Arguments echo(String name, String text, Charset charset, String contentType) {
        return Arguments.of(name, ("Bad value: " + text).getBytes(charset), contentType);
    }

    private static String references(String form) {
        StringBuilder text = new StringBuilder();
        ECHO.chars().forEach(c -> text.append(c > 0x7F ? String.format(form, c) : String.valueOf((char) c)));
        return text.toString();
    }

    private static String percent(Charset charset) {
        StringBuilder text = new StringBuilder();
        for (byte b : ECHO.getBytes(charset)) {
            text.append(String.format("%%%02X", b));
        }
        return text.toString();
    }

    @ParameterizedTest(name = "{0}")
    @MethodSource("echoes")
    void anErrorRepeatsNothing(String how, byte[] body, String contentType) throws Exception {
        String said = message(400, body, contentType);
        assertThat(said).contains("POST /leads answered 400");
        assertNothingTelling(said);
    }

    /** The same within the server's own error object, and behind the status 200. */
    @ParameterizedTest(name = "{0}")
    @MethodSource("echoes")
    void anErrorObjectRepeatsNothing(String how, byte[] body, String contentType) throws Exception {
        String text = new String(body, StandardCharsets.UTF_8)
                .replace("\\", "\\\\")
                .replace("\"", "\\\"")
                .replaceAll("\\p{Cntrl}", "");
        byte[] object = ("{\"responseStatus\":{\"errorCode\":\"Bad\",\"message\":\"" + text
                        + "\",\"errors\":[{\"errorCode\":\"Bad\"," + "\"fieldName\":\"Phone\",\"message\":\"" + text
                        + "\"}]}}")
                .getBytes(StandardCharsets.UTF_8);
        for (int status : new int[] {400, 200}) {
            assertNothingTelling(message(status, object, "application/json"));
            end();
        }
        message(500, object, "application/json");
    }

    /** What hides nothing is still told. */
    @Test
    void otherWordsOfTheServerAreKept() throws Exception {
        assertThat(message(
                        400,
                        ("{\"responseStatus\":{\"errorCode\":\"ValidationException\",\"message\":\"Feltet er påkrævet: "
                                        + CITY
                                        + "\",\"errors\":[{\"errorCode\":\"NotEmpty\",\"fieldName\":\"Email\"}]}}")
                                .getBytes(StandardCharsets.UTF_8),
                        "application/json"))
                .contains("ValidationException Feltet er påkrævet: ***; Email: NotEmpty");
    }

    private String message(int status, byte[] body, String contentType) throws Exception {
        server = RawServer.start((request, connection) -> connection.answer(status, contentType, body));
        routes = new Routes(server.baseUrl(), context -> {});
        Map<String, String> lead = new LinkedHashMap<>();
        lead.put("Name", NAME);
        lead.put("Phone", PHONE);
        lead.put("City", CITY);
        return routes.importing(lead, "").getException().toString();
    }

    private static void assertNothingTelling(String said) {
        String lower = said.toLowerCase(Locale.ROOT);
        for (String part : TELLING) {
            assertThat(lower).doesNotContain(part);
        }
    }
}
