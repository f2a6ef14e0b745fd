package io.github.camelherobase.simulator.world;

import java.util.regex.Pattern;

/** Whether upper and lower case differ in patterns of project names (open point). */
public enum GlobCase {
    IGNORED(Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE),
    SIGNIFICANT(0);

    private final int patternFlags;

    GlobCase(int patternFlags) {
        this.patternFlags = patternFlags;
    }

    int patternFlags() {
        return patternFlags;
    }
}
