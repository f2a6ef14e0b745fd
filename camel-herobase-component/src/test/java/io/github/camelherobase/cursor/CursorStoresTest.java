package io.github.camelherobase.cursor;

import java.io.BufferedReader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import javax.sql.DataSource;

import org.apache.camel.CamelContext;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.StateRepository;
import org.apache.camel.support.PropertyBindingSupport;
import org.h2.jdbcx.JdbcDataSource;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.camelherobase.support.Databases;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** Where positions are kept: nothing is lost by a crash, and nobody else's position is overwritten. */
class CursorStoresTest {

    private static final String KEY = "api@example.com@wshero01.herobase.com.simpleLeads.0123/æ*";

    @TempDir
    private Path folder;

    /** As YAML, XML and properties make beans: from text. */
    @Test
    void aFileStoreIsABeanOfProperties() throws Exception {
        try (CamelContext context = new DefaultCamelContext()) {
            Object bean = PropertyBindingSupport.resolveBean(
                    context, "#class:" + FileCursorStore.class.getName() + "('" + folder + "')");
            assertThat(bean).isInstanceOf(FileCursorStore.class).hasToString(folder.toString());
        }
    }

    @Test
    void filesKeepWhatWasStored() throws Exception {
        keepsWhatWasStored(() -> new FileCursorStore(folder));
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aTableKeepsWhatWasStored(Databases databases) throws Exception {
        DataSource database = databases.empty();
        keepsWhatWasStored(() -> {
            JdbcCursorStore store = new JdbcCursorStore(database);
            store.setCreateTable(true);
            return store;
        });
    }

    private interface Stores {
        StateRepository<String, String> open();
    }

    private static void keepsWhatWasStored(Stores stores) throws Exception {
        StateRepository<String, String> store = stores.open();
        store.start();
        assertThat(store.getState(KEY)).isNull();
        store.setState(KEY, "one");
        store.setState(KEY, "two");
        store.setState("another", "three");
        store.stop();

        StateRepository<String, String> again = stores.open();
        again.start();
        assertThat(again.getState(KEY)).isEqualTo("two");
        assertThat(again.getState("another")).isEqualTo("three");
        again.setState(KEY, "four");
        assertThat(again.getState(KEY)).isEqualTo("four");
        again.stop();
    }

    @Test
    void aFileInUseIsNotShared() throws Exception {
        FileCursorStore first = new FileCursorStore(folder);
        first.setState(KEY, "one");
        FileCursorStore second = new FileCursorStore(folder);
        assertThatThrownBy(() -> second.open(KEY))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("cursorKey of its own");
        first.stop();
        assertThat(second.open(KEY)).isEqualTo("one");
        second.stop();
    }

    @Test
    void aFileInUseByAnotherProcessIsNotShared() throws Exception {
        Process other = new ProcessBuilder(List.of(
                        Path.of(System.getProperty("java.home"), "bin", "java").toString(),
                        "-cp",
                        System.getProperty("java.class.path"),
                        CursorStoresTest.class.getName(),
                        folder.toString()))
                .redirectError(ProcessBuilder.Redirect.INHERIT)
                .start();
        try (BufferedReader printed = other.inputReader()) {
            assertThat(printed.readLine()).isEqualTo("locked");
            FileCursorStore own = new FileCursorStore(folder);
            assertThatThrownBy(() -> own.open(KEY))
                    .isInstanceOf(IllegalStateException.class)
                    .hasMessageContaining("is in use by another consumer or process");
            assertThatThrownBy(() -> own.setState(KEY, "two")).isInstanceOf(IllegalStateException.class);
            // A crash gives the lock up.
            other.destroyForcibly().waitFor();
            assertThat(own.open(KEY)).isEqualTo("one");
            own.stop();
        } finally {
            other.destroyForcibly();
        }
    }

    /** The other process: it keeps the position until it is killed. */
    public static void main(String[] arguments) throws Exception {
        new FileCursorStore(Path.of(arguments[0])).setState(KEY, "one");
        System.out.println("locked");
        Thread.currentThread().join();
    }

    @Test
    void bytesThatAreNoTextAreADamagedPosition() throws Exception {
        FileCursorStore store = new FileCursorStore(folder);
        store.setState("mine", "one");
        Files.write(folder.resolve("mine.json"), new byte[] {(byte) 0xff, (byte) 0xfe, 0, 1, 2});
        assertThatThrownBy(
                        () -> Cursor.open(store, "mine", "api@localhost", "simpleLeads", "", null, () -> Instant.EPOCH))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("mine in " + folder + " cannot be read: it is not JSON")
                .hasMessageContaining("Restore it from a backup, or remove it and set initialFrom");
        Files.write(folder.resolve("mine.json"), new byte[0]);
        assertThatThrownBy(
                        () -> Cursor.open(store, "mine", "api@localhost", "simpleLeads", "", null, () -> Instant.EPOCH))
                .hasMessageContaining("it has no format number");
        store.stop();
    }

    @Test
    void aHalfWrittenFileNeverStandsInForThePosition() throws Exception {
        FileCursorStore store = new FileCursorStore(folder);
        store.setState(KEY, "one");
        store.stop();
        Path position;
        try (var files = Files.list(folder)) {
            position = files.filter(file -> file.toString().endsWith(".json"))
                    .findFirst()
                    .orElseThrow();
        }
        // What a crash in the middle of a write leaves behind.
        Path temporary = Path.of(position.toString().replace(".json", ".new"));
        Files.writeString(temporary, "tw");
        FileCursorStore again = new FileCursorStore(folder);
        assertThat(again.getState(KEY)).isEqualTo("one");
        again.setState(KEY, "two");
        assertThat(Files.readString(position)).isEqualTo("two");
        again.stop();
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void aPositionThatAnotherNodeMovedIsNotOverwritten(Databases databases) throws Exception {
        DataSource database = databases.empty();
        JdbcCursorStore one = new JdbcCursorStore(database);
        one.setCreateTable(true);
        one.start();
        one.setState(KEY, "1");
        JdbcCursorStore other = new JdbcCursorStore(database);
        other.start();
        assertThat(other.getState(KEY)).isEqualTo("1");
        other.setState(KEY, "2");
        assertThatThrownBy(() -> one.setState(KEY, "3"))
                .isInstanceOf(IllegalStateException.class)
                .hasMessageContaining("moved by another node");
        assertThat(other.getState(KEY)).isEqualTo("2");
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void onlyWhoOpensTakesAPosition(Databases databases) throws Exception {
        DataSource database = databases.empty();
        String entry =
                "{\"format\":1,\"account\":\"a@h\",\"operation\":\"simpleLeads\",\"filters\":\"\u00e6\uD83D\uDE00\","
                        + "\"position\":\"2026-05-06T08:00:00Z\",\"route\":null}";
        JdbcCursorStore one = new JdbcCursorStore(database);
        one.start();
        assertThat(one.open(KEY)).isNull();
        one.setState(KEY, entry);
        JdbcCursorStore other = new JdbcCursorStore(database);
        other.start();
        assertThat(other.getState(KEY)).isEqualTo(entry);
        assertThat(other.positions("a@h", "simpleLeads")).hasSize(1);
        one.setState(KEY, entry.replace("08:00", "08:01"));

        assertThat(other.open(KEY)).isEqualTo(entry.replace("08:00", "08:01"));
        assertThatThrownBy(() -> one.setState(KEY, entry)).isInstanceOf(PositionTakenException.class);
        other.setState(KEY, entry.replace("08:00", "08:02"));
        assertThat(one.open(KEY)).isEqualTo(entry.replace("08:00", "08:02"));
        one.setState(KEY, entry.replace("08:00", "08:03"));
        assertThatThrownBy(() -> other.setState(KEY, entry)).isInstanceOf(PositionTakenException.class);
    }

    @ParameterizedTest
    @EnumSource(Databases.class)
    void ofTwoThatBeginAPositionAtOnceOneHasIt(Databases databases) throws Exception {
        DataSource database = databases.empty();
        JdbcCursorStore one = new JdbcCursorStore(database);
        one.start();
        JdbcCursorStore other = new JdbcCursorStore(database);
        other.start();
        one.open(KEY);
        other.open(KEY);
        other.setState(KEY, "{\"same\":1}");
        assertThatThrownBy(() -> one.setState(KEY, "{\"same\":1}")).isInstanceOf(PositionTakenException.class);
        other.setState(KEY, "{\"same\":2}");
    }

    @Test
    void aFolderThatCannotBeUsedIsSaidWithItsOwnerAndARemedy() {
        FileCursorStore store = new FileCursorStore(Path.of("/proc/herobase"));
        assertThatThrownBy(() -> store.open(KEY))
                .hasMessageContaining("/proc/herobase")
                .hasMessageContaining("/proc belongs to root")
                .hasMessageContaining("this process runs as " + System.getProperty("user.name"))
                .hasMessageContaining("name another folder");
    }

    @Test
    void aTableNameIsOnlyAName() {
        assertThatThrownBy(() -> new JdbcCursorStore(database(), "x; DROP TABLE y"))
                .isInstanceOf(IllegalArgumentException.class);
    }

    private static JdbcDataSource database() {
        JdbcDataSource database = new JdbcDataSource();
        database.setURL("jdbc:h2:mem:" + System.nanoTime() + ";DB_CLOSE_DELAY=-1");
        return database;
    }
}
