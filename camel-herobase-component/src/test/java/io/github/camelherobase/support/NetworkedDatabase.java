package io.github.camelherobase.support;

import java.sql.Connection;
import java.sql.SQLException;
import java.time.Duration;
import java.util.Locale;
import java.util.Random;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Function;
import javax.sql.DataSource;

import io.github.camelherobase.support.TcpProxy.Fate;

/** An empty database that is reached straight, and through a proxy that can spoil each connection. */
public final class NetworkedDatabase implements AutoCloseable {

    /** Where it runs. */
    public enum Server {
        POSTGRESQL,
        MARIADB
    }

    private final TcpProxy proxy;
    private final DataSource straight;
    private final DataSource spoiled;
    private final KeptConnections straightPool;
    private final KeptConnections spoiledPool;

    public NetworkedDatabase(Server server) throws Exception {
        if (server == Server.POSTGRESQL) {
            String name = Databases.newPostgresql();
            proxy = new TcpProxy("localhost", Databases.postgresqlPort());
            straight = Databases.postgresql(name, Databases.postgresqlPort());
            spoiled = Databases.postgresql(name, proxy.port());
        } else {
            String url = MariaDb.newDatabase().getUrl();
            proxy = new TcpProxy("localhost", MariaDb.port());
            straight = MariaDb.dataSource(url);
            spoiled = MariaDb.dataSource(url.replace(":" + MariaDb.port(), ":" + proxy.port()));
        }
        straightPool = new KeptConnections(straight);
        spoiledPool = new KeptConnections(spoiled);
    }

    public TcpProxy proxy() {
        return proxy;
    }

    public DataSource straight() {
        return straight;
    }

    /** Through the proxy. */
    public DataSource spoiled() {
        return spoiled;
    }

    /** The same in pools, for many calls: to open a connection takes longer than a statement. */
    public DataSource straightPool() {
        return straightPool;
    }

    public DataSource spoiledPool() {
        return spoiledPool;
    }

    /** The first piece that holds {@code text}, in any case of letters, meets its fate. */
    public static Function<String, Fate> once(String text, Fate fate) {
        AtomicBoolean done = new AtomicBoolean();
        return piece -> piece.toLowerCase(Locale.ROOT).contains(text) && !done.getAndSet(true) ? fate : Fate.PASS;
    }

    /** From now on statements with {@code text} are failed, delayed, or answered too late, one in {@code oneIn}. */
    public void spoilAtRandom(Random random, String text, int oneIn, Duration longest) {
        proxy.decide(piece -> {
            if (!piece.toLowerCase(Locale.ROOT).contains(text)) {
                return Fate.PASS;
            }
            synchronized (random) {
                return random.nextInt(oneIn) > 0
                        ? Fate.PASS
                        : switch (random.nextInt(6)) {
                            case 0 -> Fate.RESET;
                            case 1 -> Fate.LOSE_ANSWER;
                            case 2 -> Fate.STALL;
                            case 3 -> Fate.STALL_ANSWER;
                            default ->
                                Fate.late(longest.multipliedBy(random.nextInt(100))
                                        .dividedBy(100));
                        };
            }
        });
    }

    /** The first column of the first row; null: there is none. */
    public String ask(String query) throws SQLException {
        try (Connection connection = straightPool.getConnection();
                var statement = connection.createStatement();
                var row = statement.executeQuery(query)) {
            return row.next() ? row.getString(1) : null;
        }
    }

    @Override
    public void close() throws Exception {
        straightPool.close();
        proxy.close();
        spoiledPool.close();
    }
}
