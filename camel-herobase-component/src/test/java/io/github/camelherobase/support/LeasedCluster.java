package io.github.camelherobase.support;

import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.Executors;
import java.util.concurrent.ScheduledExecutorService;
import java.util.concurrent.TimeUnit;
import javax.sql.DataSource;

import org.apache.camel.cluster.CamelClusterMember;
import org.apache.camel.cluster.CamelClusterService;
import org.apache.camel.support.cluster.AbstractCamelClusterService;
import org.apache.camel.support.cluster.AbstractCamelClusterView;

/**
 * Who leads is who renewed a row of PostgreSQL last. A process that is stopped loses it, as with a cluster service of a
 * network; the one on files keeps its lock.
 */
public final class LeasedCluster extends AbstractCamelClusterService<LeasedCluster.View> {

    private static final Duration LEASE = Duration.ofSeconds(2);
    private static final Duration BEAT = Duration.ofMillis(300);

    private final DataSource database;
    private final String member;

    public LeasedCluster(DataSource database, String member) {
        super("leased");
        this.database = database;
        this.member = member;
    }

    /** To be called once, before anybody leads. */
    public static void createTable(DataSource database) throws SQLException {
        try (Connection connection = database.getConnection();
                var create = connection.createStatement()) {
            create.execute("create table leader (member varchar(40) not null, until timestamptz not null)");
            create.execute("insert into leader values ('', now())");
        }
    }

    @Override
    protected View createView(String namespace) {
        return new View(this, namespace);
    }

    private boolean renew() {
        try (Connection connection = database.getConnection();
                PreparedStatement update = connection.prepareStatement("update leader set member = ?,"
                        + " until = now() + interval '" + LEASE.toMillis() + " milliseconds'"
                        + " where member = ? or until < now()")) {
            update.setString(1, member);
            update.setString(2, member);
            return update.executeUpdate() == 1;
        } catch (SQLException e) {
            System.out.println(member + " cannot renew: " + e.getMessage());
            return false;
        }
    }

    public final class View extends AbstractCamelClusterView {

        private final ScheduledExecutorService beats = Executors.newSingleThreadScheduledExecutor();
        private volatile boolean leads;

        private View(CamelClusterService service, String namespace) {
            super(service, namespace);
        }

        @Override
        protected void doStart() {
            // Who is not started yet would not hear that it leads.
            beats.scheduleWithFixedDelay(this::beat, LEASE.toMillis(), BEAT.toMillis(), TimeUnit.MILLISECONDS);
        }

        @Override
        protected void doStop() {
            beats.shutdownNow();
        }

        private void beat() {
            boolean before = leads;
            leads = renew();
            if (leads != before) {
                fireLeadershipChangedEvent(getLeader());
            }
        }

        @Override
        public Optional<CamelClusterMember> getLeader() {
            return leads ? Optional.of(getLocalMember()) : Optional.empty();
        }

        @Override
        public CamelClusterMember getLocalMember() {
            return new CamelClusterMember() {
                @Override
                public String getId() {
                    return member;
                }

                @Override
                public boolean isLeader() {
                    return leads;
                }

                @Override
                public boolean isLocal() {
                    return true;
                }
            };
        }

        @Override
        public List<CamelClusterMember> getMembers() {
            return List.of(getLocalMember());
        }
    }
}
