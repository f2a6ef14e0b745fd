package io.github.camelherobase.support;

import java.time.Duration;
import java.time.Instant;
import javax.sql.DataSource;

import io.github.camelherobase.cursor.JdbcCursorStore;

/** Positions in a database, as entries of the format that a store keeps. */
public final class JdbcPositions {

    private JdbcPositions() {}

    public static JdbcCursorStore store(DataSource source) {
        JdbcCursorStore store = new JdbcCursorStore(source);
        store.setCreateTable(true);
        store.start();
        return store;
    }

    /** @param minute of 8 o'clock, at which the position is */
    public static String entry(int minute) {
        return "{\"format\":1,\"account\":\"a@h\",\"operation\":\"simpleLeads\",\"filters\":\"\",\"position\":\""
                + Instant.parse("2026-05-06T08:00:00Z").plus(Duration.ofMinutes(minute)) + "\",\"route\":null}";
    }
}
