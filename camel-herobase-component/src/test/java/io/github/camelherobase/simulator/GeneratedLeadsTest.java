package io.github.camelherobase.simulator;

import java.io.IOException;
import java.io.InputStream;
import java.net.Socket;
import java.net.http.HttpResponse;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import org.junit.jupiter.api.Test;

import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.books.AnswerEntry;
import io.github.camelherobase.simulator.world.CampaignSpec;
import io.github.camelherobase.simulator.world.EntryAccess;
import io.github.camelherobase.simulator.world.SavedSearch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

class GeneratedLeadsTest extends ApiTest {

    @Test
    void leadsAreOfRealisticShapeAndWithinTheWindow() {
        start(builder().generatedLeads(1000));
        HttpResponse<String> response =
                get("/simpleleads?ModifiedFrom=2026-05-01T12:00:00&ModifiedTo=2026-05-01T13:00:00");
        List<Map<String, Object>> leads = array(response);
        assertThat(leads).hasSize(1000);
        Set<Object> ids = new HashSet<>();
        for (Map<String, Object> lead : leads) {
            ids.add(lead.get("uniqueId"));
            assertThat(LocalDateTime.parse((String) lead.get("lastModifiedTime")))
                    .isBetween(LocalDateTime.parse("2026-05-01T12:00:00"), LocalDateTime.parse("2026-05-01T12:59:59"));
            assertThat(((Map<?, ?>) lead.get("data")).get("Phone").toString()).matches("\\d{8}");
        }
        assertThat(ids).hasSize(1000);
        assertThat(response.body()).contains("Ærøskøbing", "\\\"", "\\n");
        assertThat(response.body().getBytes(StandardCharsets.UTF_8).length / 1000)
                .isBetween(900, 1000);
    }

    @Test
    void theSameQuestionHasTheSameAnswer() {
        start(builder().generatedLeads(50));
        assertThat(get("/simpleleads").body()).isEqualTo(get("/simpleleads").body());
    }

    @Test
    void statusesAndClosuresAreAmongThoseAskedFor() {
        start(builder().generatedLeads(100));
        assertThat(array(get("/simpleleads?Statuses=UserProcessed&LeadClosures=Success")))
                .hasSize(100)
                .allSatisfy(lead -> assertThat(lead).containsEntry("closure", "Success"));
        assertThat(get("/simpleleads?Statuses=Expired").body()).isEqualTo("[]");
        assertThat(get("/simpleleads?ModifiedFrom=2026-05-01&ModifiedTo=2026-05-01")
                        .body())
                .isEqualTo("[]");
    }

    @Test
    void writingStopsWhenTheClientGoesAndTheBooksSayHowMuchWasWritten() throws IOException {
        start(builder().generatedLeads(1_000_000));
        try (Socket socket = new Socket("127.0.0.1", simulator.port())) {
            socket.getOutputStream()
                    .write(("GET /api/simpleleads HTTP/1.1\r\nAuthorization: " + basic("api@example.com", "secret")
                                    + "\r\n\r\n")
                            .getBytes(StandardCharsets.UTF_8));
            InputStream in = socket.getInputStream();
            assertThat(in.readNBytes(1_000_000)).hasSize(1_000_000);
        }
        await().until(() -> simulator.books().answers().size() == 1);
        AnswerEntry answer = simulator.books().lastAnswer();
        assertThat(answer.complete()).isFalse();
        assertThat(answer.bodyBytes()).isBetween(990_000L, 20_000_000L);
    }

    @Test
    void theBooksCountTheBodyExactly() {
        start(builder().generatedLeads(3000));
        long bytes = get("/simpleleads").body().getBytes(StandardCharsets.UTF_8).length;
        await().until(() -> simulator.books().inFlight() == 0);
        assertThat(simulator.books().lastAnswer()).isEqualTo(new AnswerEntry("GET /simpleleads", 200, bytes, true));
    }

    @Test
    void allExportsHaveTheSameLeads() {
        start(builder()
                .generatedLeads(200)
                .account(AccountSpec.named("api@example.com", "secret").savedSearch(SavedSearch.named("All"))));
        String window = "ModifiedFrom=2026-05-01T12:00:00&ModifiedTo=2026-05-01T13:00:00";
        List<Map<String, Object>> simple = array(get("/simpleleads?" + window));
        List<Map<String, Object>> found = array(get("/leads?searchName=All&" + window));
        assertThat(found).hasSize(200);
        for (int i = 0; i < 200; i++) {
            assertThat(simple.get(i)).containsAllEntriesOf(found.get(i));
        }
        assertThat(get("/leads/csv?searchName=All&" + window).body().lines()).hasSize(201);
        String raw = get("/rawleads/csv?" + window).body();
        assertThat(raw).contains("1000000199S3064,Phone,20000199\r\n", "1000000008S3064,Kommentar: intern,\"Ringet");
        assertThat(raw.split("\r\n")).hasSize(1 + 200 * 15);
    }

    @Test
    void entryAccessHoldsForThemToo() {
        start(builder()
                .generatedLeads(3)
                .account(AccountSpec.named("api@example.com", "secret").entryAccess(EntryAccess.NONE))
                .campaign(CampaignSpec.code("X").required("Phone").seenWith(EntryAccess.FULL, "Phone")));
        assertThat(get("/simpleleads").body()).contains("Result").doesNotContain("Phone", "Adresse");
    }
}
