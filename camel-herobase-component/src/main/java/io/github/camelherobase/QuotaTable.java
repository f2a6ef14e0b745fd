package io.github.camelherobase;

import java.util.List;
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
import io.github.camelherobase.quota.WindowStatus;

/** The quotas as a table for JMX: one row for each account, service and window. */
final class QuotaTable {

    private static final String[] COLUMNS = {
        "account", "service", "window", "limit", "used", "remaining", "resetsAt", "waiting", "granted", "refused"
    };
    private static final OpenType<?>[] TYPES = {
        SimpleType.STRING,
        SimpleType.STRING,
        SimpleType.STRING,
        SimpleType.LONG,
        SimpleType.LONG,
        SimpleType.LONG,
        SimpleType.STRING,
        SimpleType.LONG,
        SimpleType.LONG,
        SimpleType.LONG
    };

    private final List<AccountQuota> accounts;

    QuotaTable(List<AccountQuota> accounts) {
        this.accounts = accounts;
    }

    TabularData toTabularData() throws OpenDataException {
        CompositeType row = new CompositeType("quota", "Quota of one window", COLUMNS, COLUMNS, TYPES);
        TabularDataSupport table = new TabularDataSupport(
                new TabularType("quotas", "Quotas", row, new String[] {"account", "service", "window"}));
        for (AccountQuota account : accounts) {
            for (ServiceStatus service : account.status()) {
                for (WindowStatus window : service.windows()) {
                    table.put(new CompositeDataSupport(row, COLUMNS, values(account, service, window)));
                }
            }
        }
        return table;
    }

    private static Object[] values(AccountQuota account, ServiceStatus service, WindowStatus window) {
        return new Object[] {
            account.account(),
            service.service(),
            window.window(),
            window.limit(),
            window.used(),
            window.remaining(),
            window.resetsAt() == null ? null : window.resetsAt().toString(),
            service.waiting(),
            service.granted(),
            service.refusedHere() + service.refusedByServer()
        };
    }
}
