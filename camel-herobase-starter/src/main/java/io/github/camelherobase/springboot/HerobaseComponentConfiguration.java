package io.github.camelherobase.springboot;

import org.springframework.boot.context.properties.ConfigurationProperties;

/**
 * The properties below {@code camel.component.herobase}: the component's options, and what Spring Boot adds to them. One
 * that is not here fails the start, for it is a slip.
 */
@ConfigurationProperties(prefix = "camel.component.herobase", ignoreUnknownFields = false)
public class HerobaseComponentConfiguration extends HerobaseComponentOptions {

    /**
     * Where consumers keep their positions: file, in the folder .herobase of the working directory, or jdbc, in the
     * application's DataSource. Any other store is a bean, named by cursor-repository.
     */
    private CursorStore cursorStore = CursorStore.file;

    /**
     * Whether the tables of cursor-store, quota-store and import-journal are made at start when they are missing and the
     * store is jdbc.
     */
    private boolean createTables;

    /**
     * The SSL bundle with the trust store for the server's certificate, and the client's certificate if there is one;
     * instead of ssl-context-parameters.
     */
    private String sslBundle;

    public CursorStore getCursorStore() {
        return cursorStore;
    }

    public void setCursorStore(CursorStore cursorStore) {
        this.cursorStore = cursorStore;
    }

    public boolean isCreateTables() {
        return createTables;
    }

    public void setCreateTables(boolean createTables) {
        this.createTables = createTables;
    }

    public String getSslBundle() {
        return sslBundle;
    }

    public void setSslBundle(String sslBundle) {
        this.sslBundle = sslBundle;
    }

    /** Where consumers keep their positions. */
    public enum CursorStore {
        file,
        jdbc
    }
}
