package io.github.camelherobase.springboot;

import java.io.IOException;
import java.sql.SQLException;
import javax.sql.DataSource;

import org.apache.camel.spi.ComponentCustomizer;
import org.springframework.boot.autoconfigure.AutoConfiguration;
import org.springframework.boot.autoconfigure.condition.ConditionalOnBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnMissingBean;
import org.springframework.boot.autoconfigure.condition.ConditionalOnProperty;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Lazy;
import org.springframework.core.env.Environment;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.cursor.JdbcCursorStore;
import io.github.camelherobase.journal.JdbcImportJournal;
import io.github.camelherobase.quota.JdbcQuotaStore;

/** What the component remembers, in the application's {@code DataSource}. */
@AutoConfiguration(after = HerobaseComponentAutoConfiguration.class)
@ConditionalOnBean(HerobaseComponentConfiguration.class)
public class HerobaseJdbcAutoConfiguration {

    private static final String PREFIX = "camel.component.herobase";
    private static final String CREATE_TABLES = PREFIX + ".create-tables";

    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(prefix = PREFIX, name = "cursor-store", havingValue = "jdbc")
    JdbcCursorStore herobaseCursorStore(DataSource dataSource, HerobaseComponentConfiguration configuration) {
        if (configuration.getCursorRepository() != null) {
            throw new IllegalArgumentException(
                    PREFIX + ".cursor-store=jdbc and " + PREFIX + ".cursor-repository are both set; keep one of them");
        }
        JdbcCursorStore store = new JdbcCursorStore(dataSource);
        store.setCreateTable(configuration.isCreateTables());
        return store;
    }

    @Bean
    @Lazy
    @ConditionalOnProperty(prefix = PREFIX, name = "cursor-store", havingValue = "jdbc")
    ComponentCustomizer herobaseCursorStoreCustomizer(JdbcCursorStore store) {
        return ComponentCustomizer.builder(HerobaseComponent.class)
                .build(component -> component.getConfiguration().setCursorRepository(store));
    }

    /** Asked for while the properties are bound, so it cannot look at them. */
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(prefix = PREFIX, name = "quota-store", havingValue = "jdbc")
    JdbcQuotaStore herobaseQuotaStore(DataSource dataSource, Environment environment) {
        JdbcQuotaStore store = new JdbcQuotaStore(dataSource);
        store.setCreateTable(createTables(environment));
        checkReadable(store);
        return store;
    }

    /** Else a missing table would show with the first request only. */
    private static void checkReadable(JdbcQuotaStore store) {
        try {
            store.read("");
        } catch (SQLException e) {
            throw new IllegalStateException(
                    "The table herobase_quota cannot be used: " + e.getMessage() + ". Make it, or set " + CREATE_TABLES
                            + "=true",
                    e);
        }
    }

    /** Asked for while the properties are bound, so it cannot look at them. */
    @Bean
    @ConditionalOnMissingBean
    @ConditionalOnProperty(prefix = PREFIX, name = "import-journal", havingValue = "jdbc")
    JdbcImportJournal herobaseImportJournal(DataSource dataSource, Environment environment) throws IOException {
        return new JdbcImportJournal(dataSource, JdbcImportJournal.DEFAULT_TABLE, createTables(environment));
    }

    private static boolean createTables(Environment environment) {
        return environment.getProperty(CREATE_TABLES, boolean.class, false);
    }
}
