package io.github.camelherobase;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.stream.Stream;
import javax.management.openmbean.CompositeDataSupport;
import javax.management.openmbean.CompositeType;
import javax.management.openmbean.OpenDataException;
import javax.management.openmbean.OpenType;
import javax.management.openmbean.SimpleType;
import javax.management.openmbean.TabularData;
import javax.management.openmbean.TabularDataSupport;
import javax.management.openmbean.TabularType;

import io.github.camelherobase.quota.AccountQuota;
import io.github.camelherobase.quota.ServiceStatus;
import io.github.camelherobase.quota.WaitTimes;
import io.github.camelherobase.quota.WindowStatus;

/** The quotas as tables for JMX. */
final class QuotaTables {

    private static final String[] WINDOW = {"account", "service", "window"};
    private static final String[] WAIT = {"account", "service", "atMost"};

    private final TabularDataSupport table;
    private final CompositeType row;
    private final String[] columns;

    /** @param columns the key first, then its rest; what is not a text is a whole number */
    private QuotaTables(String name, String rowName, String description, String[] key, Map<String, SimpleType<?>> rest)
            throws OpenDataException {
        this.columns = Stream.concat(Stream.of(key), rest.keySet().stream()).toArray(String[]::new);
        OpenType<?>[] types = Stream.of(columns)
                .map(column -> rest.getOrDefault(column, SimpleType.STRING))
                .toArray(OpenType<?>[]::new);
        this.row = new CompositeType(rowName, description, columns, columns, types);
        this.table = new TabularDataSupport(new TabularType(name.toLowerCase(Locale.ROOT), name, row, key));
    }

    /** One row for each account, service and window. */
    static TabularData windows(List<AccountQuota> accounts) throws OpenDataException {
        Map<String, SimpleType<?>> rest = new LinkedHashMap<>();
        rest.put("limit", SimpleType.LONG);
        rest.put("used", SimpleType.LONG);
        rest.put("remaining", SimpleType.LONG);
        rest.put("resetsAt", SimpleType.STRING);
        rest.put("waiting", SimpleType.LONG);
        rest.put("granted", SimpleType.LONG);
        rest.put("refused", SimpleType.LONG);
        rest.put("limitedBy", SimpleType.STRING);
        rest.put("limitedUntil", SimpleType.STRING);
        QuotaTables quotas = new QuotaTables("Quotas", "quota", "Quota of one window", WINDOW, rest);
        for (AccountQuota account : accounts) {
            for (ServiceStatus service : account.status()) {
                for (WindowStatus window : service.windows()) {
                    quotas.add(values(account, service, window));
                }
            }
        }
        return quotas.table;
    }

    /** How long requests waited for quota: one row for each account, service and bar of the histogram. */
    static TabularData waits(List<AccountQuota> accounts) throws OpenDataException {
        QuotaTables waits = new QuotaTables(
                "Waits", "wait", "Requests that waited so long", WAIT, Map.of("count", SimpleType.LONG));
        for (AccountQuota account : accounts) {
            for (ServiceStatus service : account.status()) {
                for (WaitTimes.Bucket bucket :
                        account.waitTimes(service.service()).buckets()) {
                    waits.add(account.account(), service.service(), bucket.label(), bucket.count());
                }
            }
        }
        return waits.table;
    }

    private void add(Object... values) throws OpenDataException {
        table.put(new CompositeDataSupport(row, columns, values));
    }

    private static String text(Instant when) {
        return when == null ? null : when.toString();
    }

    private static Object[] values(AccountQuota account, ServiceStatus service, WindowStatus window) {
        return new Object[] {
            account.account(),
            service.service(),
            window.window(),
            window.limit(),
            window.used(),
            window.remaining(),
            text(window.resetsAt()),
            service.waiting(),
            service.granted(),
            service.refusedHere() + service.refusedByServer(),
            service.limit() == null ? null : service.limit().by(),
            service.limit() == null ? null : text(service.limit().until())
        };
    }
}
