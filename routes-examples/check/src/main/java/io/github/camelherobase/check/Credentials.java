package io.github.camelherobase.check;

import java.util.Map;
import java.util.Optional;

/** An account as the environment names it. */
record Credentials(String url, String user, String password) {

    static final String HELP = """
            The check asks your HeroBase account with at most 10 requests; it only reads. Tell it the account in the
            environment, so that the password stands in no command line:

              export HEROBASE_URL=https://wshero01.herobase.com/api     (your cluster)
              export HEROBASE_USER=...                                  (the web-service account)
              read -rs HEROBASE_PASSWORD && export HEROBASE_PASSWORD
              ./mvnw -q -Dcheck

            To see it without an account, on a simulator:

              ./mvnw -q -Dcheck -Dcheck.args=--simulator
            """;

    /** Empty when one of the three variables is missing or blank. */
    static Optional<Credentials> of(Map<String, String> environment) {
        String url = environment.getOrDefault("HEROBASE_URL", "");
        String user = environment.getOrDefault("HEROBASE_USER", "");
        String password = environment.getOrDefault("HEROBASE_PASSWORD", "");
        return url.isBlank() || user.isBlank() || password.isBlank()
                ? Optional.empty()
                : Optional.of(new Credentials(url.trim(), user.trim(), password));
    }

    /** Neither name nor password. */
    @Override
    public String toString() {
        return "Credentials for " + url;
    }
}
