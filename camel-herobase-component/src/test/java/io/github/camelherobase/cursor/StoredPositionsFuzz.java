package io.github.camelherobase.cursor;

import java.nio.charset.StandardCharsets;

import static org.assertj.core.api.Assertions.assertThat;

/** A stored position is read as it was written, or it is refused with what to do. */
public final class StoredPositionsFuzz {

    private static final String WHERE = "the place";

    private StoredPositionsFuzz() {}

    public static void fuzzerTestOneInput(byte[] data) {
        String text = new String(data, StandardCharsets.UTF_8);
        CursorEntry entry;
        try {
            entry = CursorEntry.decode(text, WHERE);
        } catch (IllegalStateException e) {
            assertThat(e).hasMessageContaining(WHERE);
            assertThat(StoredPosition.of(WHERE, text, null, "simpleLeads")).isNull();
            return;
        }
        assertThat(CursorEntry.decode(entry.encode(), WHERE)).isEqualTo(entry);
        assertThat(StoredPosition.of(WHERE, text, entry.account(), entry.operation()))
                .isNotNull();
        entry.checkBelongsTo(entry.at(entry.position()), WHERE);
    }
}
