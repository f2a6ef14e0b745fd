package io.github.camelherobase.check;

import java.util.Map;

/** Who are we, and what may we do. */
final class AccountProbe {

    private AccountProbe() {}

    /** @throws CheckFailedException when the service cannot be reached or knows no such user */
    static Rights ask(Tenant tenant) {
        Answer answer =
                tenant.ask("GET /myaccount", "herobase:account", Map.of()).orElseThrow();
        if (answer.status() == 0) {
            throw new CheckFailedException(
                    "No answer came from HEROBASE_URL. Check the address, and whether this machine"
                            + " reaches it; each customer lives on one cluster, such as wshero01.herobase.com.");
        }
        return answer.isOk() ? Rights.of(JsonBeginning.tree(answer.body())) : Rights.UNKNOWN;
    }
}
