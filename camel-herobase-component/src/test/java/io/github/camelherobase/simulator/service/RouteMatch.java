package io.github.camelherobase.simulator.service;

import java.util.List;
import java.util.Map;

/** What is at a path. */
sealed interface RouteMatch {

    /** A service. */
    record Found(Route route, Map<String, String> pathVariables) implements RouteMatch {}

    /** Services, but none for the method. */
    record WrongMethod(List<String> allowed) implements RouteMatch {}

    /** Nothing. */
    record NoSuchPath() implements RouteMatch {}

    /** A path that cannot be decoded. */
    record Malformed() implements RouteMatch {}
}
