package io.github.camelherobase.connect;

import java.io.IOException;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Endpoint;
import org.apache.camel.ManagementStatisticsLevel;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.spi.ManagementAgent;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import com.zaxxer.hikari.HikariDataSource;

import io.github.camelherobase.api.ImportJournal;
import io.github.camelherobase.api.QuotaStore;
import io.github.camelherobase.journal.FileImportJournal;
import io.github.camelherobase.journal.JdbcImportJournal;
import io.github.camelherobase.quota.JdbcQuotaStore;

/**
 * The CamelContext that all tasks of a worker share, so that an account has one quota in the worker. It lives while a
 * task does.
 */
final class WorkerContext {

    private static final Logger LOG = LoggerFactory.getLogger(WorkerContext.class);
    private static final String NAME = "herobase-connect";
    private static final long STOP_SECONDS = 5;

    private static WorkerContext shared;
    private static int users;

    private final CamelContext camel = new DefaultCamelContext();
    private final Map<SharedDatabase, HikariDataSource> databases = new HashMap<>();
    private final Map<SharedDatabase, QuotaStore> quotaStores = new HashMap<>();
    private final Map<Object, ImportJournal> journals = new HashMap<>();

    private WorkerContext() {
        // Threads of Connect come with loaders of their own.
        camel.setApplicationContextClassLoader(WorkerContext.class.getClassLoader());
        camel.getCamelContextExtension().setName(NAME);
        camel.getShutdownStrategy().setTimeout(STOP_SECONDS);
        camel.getShutdownStrategy().setLogInflightExchangesOnTimeout(false);
        // The MBeans of quota, positions and doubts are wanted; counting each exchange costs more than handing it over.
        ManagementAgent agent = camel.getManagementStrategy().getManagementAgent();
        if (agent != null) {
            agent.setStatisticsLevel(ManagementStatisticsLevel.Off);
        }
        camel.start();
        // Before several tasks ask for it at once: a second one could be given a component that is not started yet.
        camel.getComponent("herobase");
    }

    /** To be released once. */
    static synchronized WorkerContext acquire() {
        if (shared == null) {
            shared = new WorkerContext();
        }
        users++;
        return shared;
    }

    /** Whoever comes next waits until this one has given its files and connections back. */
    void release() {
        synchronized (WorkerContext.class) {
            if (--users == 0) {
                shared = null;
                close();
            }
        }
    }

    private synchronized void close() {
        camel.stop();
        journals.values().forEach(WorkerContext::closed);
        databases.values().forEach(HikariDataSource::close);
    }

    private static void closed(ImportJournal journal) {
        try {
            journal.close();
        } catch (Exception e) {
            LOG.warn("The import journal {} could not be closed", journal, e);
        }
    }

    CamelContext camel() {
        return camel;
    }

    /** An endpoint of its own, whoever else has one of the same options; not started. */
    Endpoint endpoint(String operation, Map<String, Object> options) throws Exception {
        return camel.getComponent("herobase").createEndpoint("herobase:" + operation, new HashMap<>(options));
    }

    /** One to consume from: Camel tells them apart by their URI. */
    Endpoint consumed(String operation, String cursorKey, Map<String, Object> options) throws Exception {
        return camel.getComponent("herobase")
                .createEndpoint(
                        "herobase:" + operation + "?cursorKey=" + URLEncoder.encode(cursorKey, StandardCharsets.UTF_8),
                        new HashMap<>(options));
    }

    synchronized QuotaStore quotaStore(SharedDatabase database) {
        return quotaStores.computeIfAbsent(database, which -> new JdbcQuotaStore(open(which)));
    }

    /** @throws IOException when its table cannot be used nor made */
    synchronized ImportJournal journal(SharedDatabase database) throws IOException {
        ImportJournal journal = journals.get(database);
        if (journal == null) {
            journal = new JdbcImportJournal(open(database));
            journals.put(database, journal);
        }
        return journal;
    }

    /** @throws IOException when it cannot be opened, or another process has it */
    synchronized ImportJournal journal(Path file) throws IOException {
        Path real = file.toAbsolutePath().normalize();
        ImportJournal journal = journals.get(real);
        if (journal == null) {
            journal = new FileImportJournal(real);
            journals.put(real, journal);
        }
        return journal;
    }

    private HikariDataSource open(SharedDatabase database) {
        return databases.computeIfAbsent(database, SharedDatabase::open);
    }
}
