package io.github.camelherobase.check;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** Which services answer, and what the rights say of them. */
final class ServiceStates {

    private static final int FORBIDDEN = 403;
    private static final int NOT_FOUND = 404;
    private static final int NOT_ACCEPTABLE = 406;

    private final Rights rights;
    private final Map<String, Integer> statuses = new LinkedHashMap<>();

    ServiceStates(Rights rights, List<Answer> answers) {
        this.rights = rights;
        answers.forEach(answer -> statuses.merge(answer.service(), answer.status(), ServiceStates::better));
    }

    /** Of several answers the one that says that the service is there; 406 says least. */
    private static int better(int one, int other) {
        return one == Answer.OK || other == NOT_ACCEPTABLE ? one : other;
    }

    /** The status of the last telling answer, by service. */
    Map<String, Integer> statuses() {
        return statuses;
    }

    /** A line for an operation, in plain words. */
    String line(Operation operation) {
        Integer status = statuses.get(operation.service());
        boolean granted = operation.isGranted(rights);
        if (status == null) {
            return notAsked(operation, granted);
        }
        return switch (status) {
            case 0 -> "no answer came in time";
            case FORBIDDEN -> forbidden(operation, granted);
            case NOT_FOUND -> notFound(operation);
            case Answer.OK -> rights.known() && !granted ? withoutRight(operation) : "answers (200)";
            default -> "answers, with " + status + " to what was asked";
        };
    }

    private String notAsked(Operation operation, boolean granted) {
        if (!rights.known()) {
            return "not asked, and the rights are not known";
        }
        return granted
                ? "not asked; the right " + operation.right() + " is there"
                : "not asked; the right " + operation.right() + " is probably missing, only a 403 proves it";
    }

    private static String forbidden(Operation operation, boolean granted) {
        return granted
                ? "403: not allowed although the right " + operation.right() + " is there; some services need another"
                        + " verb's right, so ask the vendor which"
                : "403: not allowed; ask the vendor for the right " + operation.right();
    }

    private static String notFound(Operation operation) {
        return operation == Operation.savedSearch
                ? "answers, with 404 for a search that is not there"
                : "404: not at this path; look at your cluster's API exploration page, and set resourcePath";
    }

    private static String withoutRight(Operation operation) {
        return "answers (200), although the right " + operation.right() + " is not listed: another verb's right does";
    }

    boolean isDenied(Operation operation) {
        return Integer.valueOf(FORBIDDEN).equals(statuses.get(operation.service()));
    }

    boolean isMissing(Operation operation) {
        return Integer.valueOf(NOT_FOUND).equals(statuses.get(operation.service()))
                && operation != Operation.savedSearch;
    }
}
