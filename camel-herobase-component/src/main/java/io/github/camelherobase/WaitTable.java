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
import io.github.camelherobase.quota.WaitTimes;

/** How long requests waited for quota, as a table for JMX: one row for each account, service and bar of the histogram. */
final class WaitTable {

    private static final String[] COLUMNS = {"account", "service", "atMost", "count"};
    private static final String[] KEY = {"account", "service", "atMost"};
    private static final OpenType<?>[] TYPES = {SimpleType.STRING, SimpleType.STRING, SimpleType.STRING, SimpleType.LONG
    };

    private final List<AccountQuota> accounts;

    WaitTable(List<AccountQuota> accounts) {
        this.accounts = accounts;
    }

    TabularData toTabularData() throws OpenDataException {
        CompositeType row = new CompositeType("wait", "Requests that waited so long", COLUMNS, COLUMNS, TYPES);
        TabularDataSupport table = new TabularDataSupport(new TabularType("waits", "Waits", row, KEY));
        for (AccountQuota account : accounts) {
            for (ServiceStatus service : account.status()) {
                for (WaitTimes.Bucket bucket :
                        account.waitTimes(service.service()).buckets()) {
                    Object[] values = {account.account(), service.service(), bucket.label(), bucket.count()};
                    table.put(new CompositeDataSupport(row, COLUMNS, values));
                }
            }
        }
        return table;
    }
}
