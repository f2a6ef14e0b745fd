package io.github.camelherobase.simulator.limits;

/** What counts as one service (open point). */
public enum ServiceKeys {
    /** Each method and path, {@code /csv} apart: {@code GET /leads/csv}. */
    PER_ROUTE {
        @Override
        public String keyOf(String method, String template) {
            return method + " " + template;
        }
    },
    /** Each method and path without a final {@code /csv}: {@code GET /leads}. */
    CSV_SHARED {
        @Override
        public String keyOf(String method, String template) {
            return method + " " + withoutCsv(template);
        }
    },
    /** Each path without a final {@code /csv}, whatever the method: {@code /leads}. */
    PER_PATH {
        @Override
        public String keyOf(String method, String template) {
            return withoutCsv(template);
        }
    };

    /**
     * The key under which limits and counts are kept.
     *
     * @param template the path below {@code /api}, variables in braces
     */
    public abstract String keyOf(String method, String template);

    private static String withoutCsv(String template) {
        return template.endsWith("/csv") ? template.substring(0, template.length() - "/csv".length()) : template;
    }
}
