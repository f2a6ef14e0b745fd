package io.github.camelherobase;

import java.util.List;
import java.util.Map;

import org.apache.camel.spi.annotations.DevConsole;
import org.apache.camel.support.console.AbstractDevConsole;
import org.apache.camel.util.json.JsonArray;
import org.apache.camel.util.json.JsonObject;

import io.github.camelherobase.quota.AccountQuota;
import io.github.camelherobase.quota.ServiceStatus;
import io.github.camelherobase.quota.WaitTimes;
import io.github.camelherobase.quota.WindowStatus;

/** How the quotas of all accounts stand, in Camel's developer console. */
@DevConsole(name = "herobase-quota", displayName = "HeroBase Quota", description = "Request quota of HeroBase accounts")
public class HerobaseQuotaConsole extends AbstractDevConsole {

    public HerobaseQuotaConsole() {
        super("herobase", "herobase-quota", "HeroBase Quota", "Request quota of HeroBase accounts");
    }

    @Override
    protected String doCallText(Map<String, Object> options) {
        StringBuilder text = new StringBuilder();
        for (AccountQuota account : accounts()) {
            for (ServiceStatus service : account.status()) {
                text.append(String.format(
                        "%s %s: %d granted, %d waiting, %d refused here, %d refused by the server%n",
                        account.account(),
                        service.service(),
                        service.granted(),
                        service.waiting(),
                        service.refusedHere(),
                        service.refusedByServer()));
                if (service.limit() != null) {
                    text.append(String.format(
                            "    limited by the %s%s: %s%n",
                            service.limit().by(),
                            service.limit().until() == null
                                    ? ""
                                    : " until " + service.limit().until(),
                            service.limit().what()));
                }
                for (WindowStatus window : service.windows()) {
                    text.append(String.format(
                            "    %s: %d used of %s, resets %s%n",
                            window.window(),
                            window.used(),
                            window.limit() == null ? "an unknown limit" : window.limit(),
                            window.resetsAt() == null ? "at an unknown time" : window.resetsAt()));
                }
            }
        }
        return text.toString();
    }

    @Override
    protected JsonObject doCallJson(Map<String, Object> options) {
        JsonArray services = new JsonArray();
        for (AccountQuota account : accounts()) {
            for (ServiceStatus service : account.status()) {
                services.add(json(account, service));
            }
        }
        JsonObject root = new JsonObject();
        root.put("services", services);
        return root;
    }

    private static JsonObject json(AccountQuota account, ServiceStatus service) {
        JsonObject json = new JsonObject();
        json.put("account", account.account());
        json.put("service", service.service());
        json.put("granted", service.granted());
        json.put("waiting", service.waiting());
        json.put("refusedHere", service.refusedHere());
        json.put("refusedByServer", service.refusedByServer());
        if (service.limit() != null) {
            json.put("limitedBy", service.limit().by());
            json.put(
                    "limitedUntil",
                    service.limit().until() == null
                            ? null
                            : service.limit().until().toString());
        }
        JsonArray windows = new JsonArray();
        for (WindowStatus window : service.windows()) {
            JsonObject one = new JsonObject();
            one.put("window", window.window());
            one.put("limit", window.limit());
            one.put("used", window.used());
            one.put("remaining", window.remaining());
            one.put(
                    "resetsAt",
                    window.resetsAt() == null ? null : window.resetsAt().toString());
            windows.add(one);
        }
        json.put("windows", windows);
        JsonArray waits = new JsonArray();
        for (WaitTimes.Bucket bucket : account.waitTimes(service.service()).buckets()) {
            JsonObject one = new JsonObject();
            one.put("atMost", bucket.label());
            one.put("count", bucket.count());
            waits.add(one);
        }
        json.put("waits", waits);
        return json;
    }

    private List<AccountQuota> accounts() {
        return getCamelContext().hasComponent("herobase") instanceof HerobaseComponent component
                ? component.quotas()
                : List.of();
    }
}
