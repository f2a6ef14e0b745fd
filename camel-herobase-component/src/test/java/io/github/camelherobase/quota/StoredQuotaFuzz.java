package io.github.camelherobase.quota;

import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.function.Supplier;

import static org.assertj.core.api.Assertions.assertThat;

/** The row of a shared quota is read as it was written, or it is refused with what to do. */
public final class StoredQuotaFuzz {

    private static final Instant NOW = Instant.parse("2026-05-06T10:00:00Z");
    private static final Supplier<ServiceWindows> WINDOWS = () -> new ServiceWindows(true, RequestCost.FAIR_USE);

    private StoredQuotaFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        SharedState state;
        try {
            state = new SharedState(new String(data, StandardCharsets.UTF_8), WINDOWS, NOW);
        } catch (StateText.UnreadableEntryException e) {
            return;
        }
        String text = state.text();
        assertThat(new SharedState(text, WINDOWS, NOW).text()).isEqualTo(text);
        state.report("node", List.of(), 0, NOW, Duration.ofSeconds(20));
        state.lease("node", 3, Reserve.NONE, NOW);
        ServiceWindows view = WINDOWS.get();
        state.windowsAt(Duration.ofSeconds(-5), view);
        view.obstacle(Reserve.NONE, NOW);
        assertThat(state.text()).isNotEmpty();
    }
}
