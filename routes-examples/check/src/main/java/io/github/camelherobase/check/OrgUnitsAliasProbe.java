package io.github.camelherobase.check;

import java.util.Map;
import java.util.Optional;

/** Whether units are listed under the name of a single one, too; where not, the 404 shows what an error looks like. */
final class OrgUnitsAliasProbe {

    private OrgUnitsAliasProbe() {}

    static void ask(Tenant tenant, Findings findings) {
        Optional<Answer> answer = tenant.askPlain("/orgunits", Map.of());
        switch (answer.map(Answer::status).orElse(-1)) {
            case Answer.OK -> findings.learn(OpenPoint.orgUnitsAlias, "SERVED", "GET /orgunits answered 200");
            case 404 -> findings.learn(OpenPoint.orgUnitsAlias, "ABSENT", "GET /orgunits answered 404");
            case -1 -> findings.cannotTell(OpenPoint.orgUnitsAlias, "no request was left for it");
            default ->
                findings.cannotTell(
                        OpenPoint.orgUnitsAlias,
                        "GET /orgunits answered " + answer.get().status());
        }
    }
}
