package io.github.camelherobase.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.nio.charset.StandardCharsets;
import java.util.Map;

import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.books.RecordedRequest;
import io.github.camelherobase.simulator.json.JsonReader;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.simulator.world.LeadStatus;
import io.github.camelherobase.simulator.world.SavedSearch;

import static org.assertj.core.api.Assertions.assertThat;

/**
 * The 13 samples of the vendor's page, each as the bytes that its client sends, replayed over a socket. The slips that
 * had to be corrected are listed in {@code docs/contributing/vendor-samples.md}.
 */
class VendorSamplesTest extends ApiTest {

    private static final String BLANK_LINE = "\r\n\r\n";

    private String sold;

    private record Answer(int status, String head, String body) {}

    @BeforeEach
    void startWithASale() {
        start(builder()
                .account(AccountSpec.named("user@customer.com", "SomePassword"))
                .account(AccountSpec.named("user@example.com", "examplepassword")
                        .savedSearch(SavedSearch.named("ExampleSearchName")
                                .withStatuses(LeadStatus.UserProcessed)
                                .withColumns("uniqueId", "FirstName")))
                .campaign(CampaignSpec.code("ExampleCampaignCode")
                        .required("Phone")
                        .optional("FirstName", "LastName")));
        sold = simulator
                .world()
                .addLead("ExampleCampaignCode", Map.of("Phone", "1", "FirstName", "Iain"))
                .uniqueId();
        simulator.world().dialer().dial(sold, "agent1@example.com").save("Sale");
        simulator.world().addLead("ExampleCampaignCode", Map.of("Phone", "2"));
    }

    private Answer replay(String sample) throws IOException {
        String request = read(sample)
                .replace("{yoursubdomain}.herobase.com", "localhost:" + simulator.port())
                .replace("{todaysdate}", "2026-05-06");
        int bodyStart = request.indexOf("\n\n") + 2;
        String head = request.substring(0, bodyStart).replace("\n", "\r\n");
        String body = request.substring(bodyStart);
        try (Socket socket = new Socket("localhost", simulator.port())) {
            socket.getOutputStream().write((head + body).getBytes(StandardCharsets.UTF_8));
            // Nothing more comes, so the server closes the connection behind its answer.
            socket.shutdownOutput();
            return parse(new String(socket.getInputStream().readAllBytes(), StandardCharsets.UTF_8));
        }
    }

    private static Answer parse(String text) {
        int start = text.startsWith("HTTP/1.1 100 ") ? text.indexOf(BLANK_LINE) + BLANK_LINE.length() : 0;
        int bodyStart = text.indexOf(BLANK_LINE, start) + BLANK_LINE.length();
        return new Answer(
                Integer.parseInt(text.substring(start + 9, start + 12)),
                text.substring(start, bodyStart),
                text.substring(bodyStart));
    }

    private static String read(String sample) throws IOException {
        try (InputStream in = VendorSamplesTest.class.getResourceAsStream("/vendor-samples/" + sample + ".http")) {
            return new String(in.readAllBytes(), StandardCharsets.UTF_8);
        }
    }

    @ParameterizedTest
    @CsvSource({
        "01-raw-import, James S. A., Corey, 7777777",
        "03-csharp-import, Alastair, Reynolds, 44444444",
        "05-php-import, Ian M., Banks, 55555555",
        "07-python-import, Charles, Stross, 6666666",
        "09-powershell-import, Peter F., Hamilton, 33333333"
    })
    void imports(String sample, String firstName, String lastName, String phone) throws IOException {
        Answer answer = replay(sample);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(JsonReader.read(answer.body())).isEqualTo(Map.of("success", true));
        assertThat(simulator.world().leads().skip(2)).singleElement().satisfies(lead -> assertThat(lead.data())
                .containsEntry("FirstName", firstName)
                .containsEntry("LastName", lastName)
                .containsEntry("Phone", phone));
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "02-raw-export",
                "04-csharp-export",
                "06-php-export",
                "08-python-export",
                "10-powershell-export",
                "11-powershell-saved-search"
            })
    void exportsHaveTodaysSuccesses(String sample) throws IOException {
        Answer answer = replay(sample);
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.head()).contains("Content-Type: application/json");
        assertThat(answer.body()).containsOnlyOnce("\"status\":").contains("\"uniqueId\":\"" + sold + "\"");
    }

    @Test
    void theCsvSampleStoresCsvThoughItAcceptsJson() throws IOException {
        Answer answer = replay("12-powershell-saved-search-csv");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.head()).contains("Content-Type: text/csv");
        assertThat(answer.body()).contains("uniqueId,FirstName\r\n" + sold + ",Iain\r\n");
    }

    @Test
    void theAuthenticationSampleListsUsers() throws IOException {
        Answer answer = replay("13-users");
        assertThat(answer.status()).isEqualTo(200);
        assertThat(answer.body()).contains("\"orgCode\":\"agent1@example.com\"");
    }

    @ParameterizedTest
    @ValueSource(strings = {"01-raw-import", "03-csharp-import", "09-powershell-import"})
    void samplesArriveByteForByte(String sample) throws IOException {
        replay(sample);
        RecordedRequest request = simulator.books().requests().get(0);
        String text = read(sample);
        assertThat(request.body()).isEqualTo(text.substring(text.indexOf("\n\n") + 2));
        assertThat(request.header("Content-Length"))
                .isEqualTo(String.valueOf(request.body().length()));
    }
}
