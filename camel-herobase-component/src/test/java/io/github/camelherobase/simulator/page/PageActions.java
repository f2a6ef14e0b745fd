package io.github.camelherobase.simulator.page;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.NoSuchElementException;

import io.github.camelherobase.simulator.clock.AdvanceableClock;
import io.github.camelherobase.simulator.fault.Faults;

/** What the page's buttons do. */
final class PageActions {

    private static final int MOST_CALLS = 100_000;

    private final Site site;

    PageActions(Site site) {
        this.site = site;
    }

    /**
     * Does what a button asks for.
     *
     * @return what was done, for the person
     * @throws IllegalArgumentException when it cannot be done, with a message for the person
     */
    String run(Map<?, ?> request) {
        String action = text(request, "action");
        return switch (action) {
            case "advanceClock" -> advanceClock(Duration.ofSeconds(number(request, "seconds")));
            case "work" -> work((int) Math.min(MOST_CALLS, number(request, "calls")));
            case "addLead" -> addLead(text(request, "campaign"), request.get("data"));
            case "fault" -> fault(text(request, "service"), text(request, "fault"), request.get("always"));
            case "clearFaults" -> {
                site.faults().clear();
                yield "All faults are gone";
            }
            case "reset" -> {
                site.reset().run();
                yield "Everything is as it was at the start";
            }
            case "switch" -> {
                site.switches().set(text(request, "name"), text(request, "value"));
                yield text(request, "name") + " is " + text(request, "value");
            }
            default -> throw new IllegalArgumentException("Unknown action " + action);
        };
    }

    private String advanceClock(Duration step) {
        if (!(site.clock() instanceof AdvanceableClock clock)) {
            throw new IllegalArgumentException("This simulator's clock cannot be moved");
        }
        clock.advance(step);
        return "The clock shows " + clock.now();
    }

    private String work(int calls) {
        return "Agents called " + site.world().agents(site.books().received()).work(calls) + " leads";
    }

    private String addLead(String campaign, Object data) {
        if (!(data instanceof Map<?, ?> fields)) {
            throw new IllegalArgumentException("A lead needs data");
        }
        Map<String, String> values = new LinkedHashMap<>();
        fields.forEach((name, value) -> values.put(String.valueOf(name), String.valueOf(value)));
        try {
            return "Lead " + site.world().addLead(campaign, values).uniqueId() + " was made";
        } catch (NoSuchElementException unknown) {
            throw new IllegalArgumentException("There is no campaign " + campaign, unknown);
        }
    }

    private String fault(String service, String name, Object always) {
        if (!service.equals(Faults.ANY_SERVICE) && !site.services().contains(service)) {
            throw new IllegalArgumentException("There is no service " + service);
        }
        NamedFault fault = NamedFault.valueOf(name);
        if (Boolean.TRUE.equals(always)) {
            site.faults().always(service, fault.fault());
        } else {
            site.faults().next(service, fault.fault());
        }
        return "Set for " + (service.equals(Faults.ANY_SERVICE) ? "any service" : service) + ": " + fault.description();
    }

    private static String text(Map<?, ?> request, String name) {
        if (request.get(name) instanceof String text) {
            return text;
        }
        throw new IllegalArgumentException("The request has no text " + name);
    }

    private static long number(Map<?, ?> request, String name) {
        if (request.get(name) instanceof Number number) {
            return number.longValue();
        }
        throw new IllegalArgumentException("The request has no number " + name);
    }
}
