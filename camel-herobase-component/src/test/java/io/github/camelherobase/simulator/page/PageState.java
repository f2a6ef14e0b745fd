package io.github.camelherobase.simulator.page;

import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Collections;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.PriorityQueue;
import java.util.TreeMap;
import java.util.stream.Stream;

import io.github.camelherobase.simulator.account.Account;
import io.github.camelherobase.simulator.books.Books;
import io.github.camelherobase.simulator.books.LoggedRequest;
import io.github.camelherobase.simulator.clock.AdvanceableClock;
import io.github.camelherobase.simulator.limits.WindowUsage;
import io.github.camelherobase.simulator.world.Call;
import io.github.camelherobase.simulator.world.Lead;
import io.github.camelherobase.simulator.world.World;

/** Everything that the page shows, as JSON members. One pass over the leads, whatever their number. */
final class PageState {

    private static final int LEADS_SHOWN = 50;
    private static final int CALLS_SHOWN = 20;
    private static final int REQUESTS_SHOWN = 60;
    private static final Comparator<Lead> OLDEST_FIRST =
            Comparator.comparing(Lead::lastModifiedTime).thenComparing(Lead::number);

    private final Site site;

    PageState(Site site) {
        this.site = site;
    }

    /**
     * @param search text in a lead's id or in one of its values, without regard to case; may be empty
     * @param status of the leads to show; empty for all
     */
    Map<String, Object> toJson(String search, String status) {
        Instant now = site.clock().now();
        Map<String, Object> state = new LinkedHashMap<>();
        state.put("now", now.truncatedTo(ChronoUnit.MILLIS).toString());
        state.put("zone", site.zone().getId());
        state.put("clockMoves", site.clock() instanceof AdvanceableClock);
        state.put("baseUrl", site.baseUrl().get());
        state.put("accounts", site.accounts().stream().map(Account::username).toList());
        state.put(
                "campaigns",
                site.world().campaigns().stream()
                        .map(campaign -> campaign.code())
                        .toList());
        leads(state, search.trim().toLowerCase(Locale.ROOT), status);
        state.put("calls", calls(now));
        state.put("quota", quota(now));
        state.put("requests", requests());
        state.put("received", site.books().received());
        state.put("refused", site.books().refused());
        state.put("inFlight", site.books().inFlight());
        state.put("faults", site.faults().waiting());
        return state;
    }

    private void leads(Map<String, Object> state, String search, String status) {
        World world = site.world();
        Map<String, Integer> statuses = new TreeMap<>();
        Map<String, Integer> pools = new TreeMap<>();
        PriorityQueue<Lead> latest = new PriorityQueue<>(OLDEST_FIRST);
        int found = 0;
        // The newest mostly stand at the end; taken first, they keep the others out of the queue.
        List<Lead> all = world.leads().toList();
        for (int i = all.size() - 1; i >= 0; i--) {
            Lead lead = all.get(i);
            statuses.merge(lead.status().name(), 1, Integer::sum);
            pools.merge(lead.pool().name(), 1, Integer::sum);
            if ((status.isEmpty() || lead.status().name().equals(status)) && matches(lead, search)) {
                found++;
                if (latest.size() < LEADS_SHOWN) {
                    latest.add(lead);
                } else if (OLDEST_FIRST.compare(lead, latest.peek()) > 0) {
                    latest.poll();
                    latest.add(lead);
                }
            }
        }
        List<Lead> shown = new ArrayList<>(latest);
        shown.sort(OLDEST_FIRST.reversed());
        state.put("leadCount", world.leadCount());
        state.put("leadsFound", found);
        state.put("statuses", statuses);
        state.put("pools", pools);
        state.put("leads", shown.stream().map(PageState::lead).toList());
    }

    private static boolean matches(Lead lead, String search) {
        return search.isEmpty()
                || lead.uniqueId().toLowerCase(Locale.ROOT).contains(search)
                || lead.data().values().stream()
                        .anyMatch(value -> value.toLowerCase(Locale.ROOT).contains(search));
    }

    private static Map<String, Object> lead(Lead lead) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", lead.uniqueId());
        json.put("status", lead.status().name());
        json.put("closure", lead.closure().name());
        json.put("campaign", lead.campaign().code());
        json.put("pool", lead.pool().name());
        json.put("modified", lead.lastModifiedTime().toString());
        json.put("data", lead.data());
        return json;
    }

    private Map<String, Object> calls(Instant now) {
        // The latest begin at the end: a day is far more than is shown.
        List<Call> today = new ArrayList<>(
                site.world().calls().startingFrom(now.minus(1, ChronoUnit.DAYS)).toList());
        Collections.reverse(today);
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("count", site.world().calls().count());
        json.put(
                "latest", today.stream().limit(CALLS_SHOWN).map(PageState::call).toList());
        return json;
    }

    private static Map<String, Object> call(Call call) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("id", call.uniqueId());
        json.put("lead", call.uniqueLeadId());
        json.put("agent", call.user().orgCode());
        json.put("start", call.startTime().toString());
        json.put("status", call.isInProgress() ? "in progress" : call.status().name());
        json.put("closure", call.closure().name());
        json.put("talk", call.conversation().toSeconds());
        return json;
    }

    private List<Object> quota(Instant now) {
        List<Object> windows = new ArrayList<>();
        for (Account account : site.accounts()) {
            for (String service : site.books().services(account.username()).keySet()) {
                if (!service.equals(Books.UNKNOWN_SERVICE)) {
                    for (WindowUsage window : site.limits().windows(account, service, now)) {
                        windows.add(window(account, service, window));
                    }
                }
            }
        }
        return windows;
    }

    private static Map<String, Object> window(Account account, String service, WindowUsage usage) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("account", account.username());
        json.put("service", service);
        json.put("window", usage.kind().name().toLowerCase(Locale.ROOT));
        json.put("limit", usage.limit());
        json.put("used", usage.used());
        json.put("secondsLeft", usage.secondsLeft());
        return json;
    }

    private List<Object> requests() {
        List<LoggedRequest> log = site.books().log();
        return Stream.iterate(log.size() - 1, i -> i >= 0, i -> i - 1)
                .limit(REQUESTS_SHOWN)
                .map(log::get)
                .<Object>map(PageState::request)
                .toList();
    }

    private static Map<String, Object> request(LoggedRequest request) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("number", request.number());
        json.put("at", request.received().toString());
        json.put("account", request.account());
        json.put("service", request.serviceKey());
        json.put("query", request.query());
        json.put("status", request.status());
        json.put("units", request.units());
        json.put("bytes", request.bodyBytes());
        json.put("complete", request.complete());
        json.put("accepted", request.accepted());
        return json;
    }
}
