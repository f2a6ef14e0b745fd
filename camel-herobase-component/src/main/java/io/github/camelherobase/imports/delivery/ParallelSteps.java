package io.github.camelherobase.imports.delivery;

import java.util.Collections;
import java.util.IdentityHashMap;
import java.util.Set;

import org.apache.camel.CamelContext;
import org.apache.camel.Navigate;
import org.apache.camel.Processor;
import org.apache.camel.Route;

/** Finds the EIPs that process copies of an exchange at the same time. Camel's API names them nowhere, so they are asked. */
final class ParallelSteps {

    private static final String EIPS = "org.apache.camel.processor.";

    private final Set<Object> seen = Collections.newSetFromMap(new IdentityHashMap<>());

    private ParallelSteps() {}

    /** The id of a route that has one; null when none has. */
    static String routeWithOne(CamelContext context) {
        ParallelSteps steps = new ParallelSteps();
        for (Route route : context.getRoutes()) {
            if (steps.isIn(route.navigate())) {
                return route.getRouteId();
            }
        }
        return null;
    }

    private boolean isIn(Navigate<Processor> steps) {
        if (steps == null || !steps.hasNext() || !seen.add(steps)) {
            return false;
        }
        for (Processor step : steps.next()) {
            if (isParallel(step) || isIn(asNavigate(step))) {
                return true;
            }
        }
        return false;
    }

    @SuppressWarnings("unchecked")
    private static Navigate<Processor> asNavigate(Processor step) {
        return step instanceof Navigate<?> navigate ? (Navigate<Processor>) navigate : null;
    }

    private static boolean isParallel(Processor step) {
        if (step == null || !step.getClass().getName().startsWith(EIPS)) {
            return false;
        }
        try {
            return Boolean.TRUE.equals(
                    step.getClass().getMethod("isParallelProcessing").invoke(step));
        } catch (ReflectiveOperationException e) {
            // An EIP that knows no such thing.
            return false;
        }
    }
}
