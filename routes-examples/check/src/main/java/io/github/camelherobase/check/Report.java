package io.github.camelherobase.check;

import java.util.List;

/**
 * All that a check found out. It holds no value of a lead and no name of a user, a project or a search.
 *
 * @param requests that were made
 */
record Report(
        int requests,
        Rights rights,
        Usage limits,
        Usage counts,
        ServiceStates services,
        List<Finding> findings,
        List<String> proposals) {

    Finding finding(OpenPoint point) {
        return findings.get(point.ordinal());
    }
}
