package io.github.camelherobase.journal;

import java.io.IOException;
import java.io.PrintStream;
import java.io.PrintWriter;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.SQLException;
import java.sql.SQLFeatureNotSupportedException;
import java.util.List;
import java.util.Optional;
import java.util.logging.Logger;
import javax.sql.DataSource;

import io.github.camelherobase.api.ImportJournal;
import io.github.camelherobase.api.ImportJournal.Entry;
import io.github.camelherobase.api.ImportJournal.State;

/**
 * The command that lists and settles doubts where no JMX is at hand: {@code java -cp <the application's jars>
 * io.github.camelherobase.journal.ImportDoubts <journal> [accepted|notSent <key>...]}.
 *
 * <p>The journal is a file, whose application must be stopped, or a JDBC URL, with {@code #TABLE} behind it for another table than the
 * usual one; user and password come from the environment, {@code JOURNAL_USER} and {@code JOURNAL_PASSWORD}.
 */
public final class ImportDoubts {

    private static final String USAGE = "Usage: ImportDoubts <file or JDBC URL> [accepted|notSent <key>...]";
    private static final int LISTED = 10_000;

    private final PrintStream out;

    ImportDoubts(PrintStream out) {
        this.out = out;
    }

    /** Ends with 0 when all was done, with 1 when a key is not in doubt, with 2 when it cannot be done. */
    public static void main(String[] arguments) {
        System.exit(new ImportDoubts(System.out).run(arguments));
    }

    int run(String... arguments) {
        State outcome = arguments.length < 2 ? null : outcome(arguments[1]);
        if (arguments.length == 0 || arguments.length == 2 || arguments.length > 2 && outcome == null) {
            out.println(USAGE);
            return 2;
        }
        try (ImportJournal journal = open(arguments[0])) {
            return outcome == null
                    ? list(journal)
                    : settle(journal, outcome, List.of(arguments).subList(2, arguments.length));
        } catch (IOException e) {
            out.println(e.getMessage());
            return 2;
        }
    }

    private static State outcome(String name) {
        return switch (name) {
            case "accepted" -> State.ACCEPTED;
            case "notSent" -> State.NOT_SENT;
            default -> null;
        };
    }

    /** Never makes a journal: a mistyped name would look as if there were no doubts. */
    private static ImportJournal open(String name) throws IOException {
        if (!name.startsWith("jdbc:")) {
            Path file = Path.of(name).toAbsolutePath();
            if (!Files.exists(file)) {
                throw new IOException("There is no import journal " + file);
            }
            return new FileImportJournal(file);
        }
        int mark = name.indexOf('#');
        return new JdbcImportJournal(
                new OneUrl(mark < 0 ? name : name.substring(0, mark)),
                mark < 0 ? JdbcImportJournal.DEFAULT_TABLE : name.substring(mark + 1),
                false);
    }

    private int list(ImportJournal journal) throws IOException {
        List<Entry> doubts = journal.doubts(LISTED);
        doubts.forEach(doubt -> out.println(doubt.key() + " " + doubt.since()));
        out.println(doubts.size() + " in doubt");
        return 0;
    }

    private int settle(ImportJournal journal, State outcome, List<String> keys) throws IOException {
        int result = 0;
        for (String key : keys) {
            boolean isKey = key.matches("[0-9a-f]{32}");
            Optional<Entry> doubt = isKey ? journal.find(key).filter(Entry::isInDoubt) : Optional.empty();
            boolean settled =
                    doubt.isPresent() && journal.resolve(key, doubt.get().since(), outcome);
            out.println(key + (settled ? " is settled" : isKey ? " is not in doubt" : " is not a key"));
            result = settled ? result : 1;
        }
        return result;
    }

    /** A connection for each call. */
    private record OneUrl(String url) implements DataSource {

        @Override
        public Connection getConnection() throws SQLException {
            return getConnection(System.getenv("JOURNAL_USER"), System.getenv("JOURNAL_PASSWORD"));
        }

        @Override
        public Connection getConnection(String user, String password) throws SQLException {
            return user == null ? DriverManager.getConnection(url) : DriverManager.getConnection(url, user, password);
        }

        @Override
        public PrintWriter getLogWriter() {
            return null;
        }

        @Override
        public void setLogWriter(PrintWriter log) {}

        @Override
        public void setLoginTimeout(int seconds) {}

        @Override
        public int getLoginTimeout() {
            return 0;
        }

        @Override
        public Logger getParentLogger() throws SQLFeatureNotSupportedException {
            throw new SQLFeatureNotSupportedException();
        }

        @Override
        public <T> T unwrap(Class<T> type) throws SQLException {
            throw new SQLException("not a wrapper");
        }

        @Override
        public boolean isWrapperFor(Class<?> type) {
            return false;
        }
    }
}
