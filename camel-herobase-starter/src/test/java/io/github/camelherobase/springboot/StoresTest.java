package io.github.camelherobase.springboot;

import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.DriverManager;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.sql.DataSource;

import org.apache.camel.component.mock.MockEndpoint;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.extension.RegisterExtension;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.SimulatorExtension;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.awaitility.Awaitility.await;

/** Positions, quota and journal in the application's database. */
class StoresTest {

    private static final String PREFIX = "camel.component.herobase.";

    @RegisterExtension
    static final SimulatorExtension SIMULATOR = SimulatorExtension.create();

    private static TestApplication.Builder application() {
        return TestApplication.with(SIMULATOR.simulator())
                .property(PREFIX + "campaign-code", HerobaseSimulator.DEFAULT_CAMPAIGN)
                .property(PREFIX + "import-key", "Phone")
                .property(PREFIX + "cursor-store", "jdbc")
                .property(PREFIX + "quota-store", "jdbc")
                .property(PREFIX + "import-journal", "jdbc");
    }

    @Test
    void everythingIsKeptInTheDatabase() throws Exception {
        try (TestApplication application = application()
                .property(PREFIX + "create-tables", "true")
                .route("direct:in", "herobase:importLeads")
                .route("herobase:simpleLeads?delay=100ms", "mock:leads")
                .start()) {
            application.importThrough("direct:in");
            MockEndpoint leads = application.camel().getEndpoint("mock:leads", MockEndpoint.class);
            await().untilAsserted(() -> assertThat(leads.getReceivedCounter()).isPositive());

            assertThat(rows(application, "herobase_import_journal")).isEqualTo(1);
            assertThat(rows(application, "herobase_cursor")).isEqualTo(1);
            await().untilAsserted(() ->
                    assertThat(rows(application, "herobase_quota")).isGreaterThanOrEqualTo(2));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "cursor-store, The table herobase_cursor is missing; make it with: create table",
        "quota-store, The table herobase_quota is missing; make it with: create table",
        "import-journal, HEROBASE_IMPORT_JOURNAL is missing; make it with: create table"
    })
    void noTableIsMadeUnasked(String store, String complaint) {
        TestApplication.Builder application = TestApplication.with(SIMULATOR.simulator())
                .property(PREFIX + "import-key", "Phone")
                .property("spring.datasource.url", "jdbc:h2:mem:" + store)
                .property(PREFIX + store, "jdbc")
                .route("herobase:simpleLeads", "mock:leads")
                .route("direct:in", "herobase:importLeads?campaignCode=SPRING25");

        assertThatThrownBy(application::start).hasStackTraceContaining(complaint);
    }

    @Test
    void theTablesOfTheGuideDo() throws Exception {
        Matcher definitions = Pattern.compile("(?s)```sql\n(.*?)```")
                .matcher(Files.readString(Path.of("..", "docs", "spring-boot.md")));
        assertThat(definitions.find()).isTrue();
        String url = "jdbc:h2:mem:of-the-guide";
        try (Connection open = DriverManager.getConnection(url, "sa", "");
                Statement statement = open.createStatement()) {
            statement.execute(definitions.group(1));
            try (TestApplication application = application()
                    .property("spring.datasource.url", url)
                    .route("direct:in", "herobase:importLeads")
                    .route("herobase:simpleLeads?delay=1h", "mock:leads")
                    .start()) {
                application.importThrough("direct:in");
                await().untilAsserted(() -> {
                    assertThat(rows(application, "herobase_import_journal")).isEqualTo(1);
                    assertThat(rows(application, "herobase_cursor")).isEqualTo(1);
                    assertThat(rows(application, "herobase_quota")).isPositive();
                });
            }
        }
    }

    @Test
    void aDatabaseIsNamedAsWhatIsMissing() {
        TestApplication.Builder application = application()
                .property(
                        "spring.autoconfigure.exclude",
                        "org.springframework.boot.autoconfigure.jdbc.DataSourceAutoConfiguration,"
                                + "org.springframework.boot.jdbc.autoconfigure.DataSourceAutoConfiguration");

        assertThatThrownBy(application::start).hasStackTraceContaining(DataSource.class.getName());
    }

    private static int rows(TestApplication application, String table) throws SQLException {
        try (Connection connection =
                        application.context().getBean(DataSource.class).getConnection();
                Statement statement = connection.createStatement();
                ResultSet count = statement.executeQuery("select count(*) from " + table)) {
            count.next();
            return count.getInt(1);
        }
    }
}
