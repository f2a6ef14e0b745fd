package io.github.camelherobase.simulator.world;

import java.util.List;
import java.util.regex.Pattern;

/** A pattern with {@code *} (any characters, also none) and {@code ?} (exactly one); see "Project rights". */
public final class Glob {

    private final Pattern pattern;

    private Glob(Pattern pattern) {
        this.pattern = pattern;
    }

    /** Compiles {@code text}; whether case counts is an open point. */
    public static Glob of(String text, GlobCase globCase) {
        StringBuilder regex = new StringBuilder();
        for (char c : text.toCharArray()) {
            switch (c) {
                case '*' -> regex.append(".*");
                case '?' -> regex.append('.');
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
        }
        return new Glob(Pattern.compile(regex.toString(), globCase.patternFlags() | Pattern.DOTALL));
    }

    /** Compiles each of {@code texts}. */
    public static List<Glob> all(List<String> texts, GlobCase globCase) {
        return texts.stream().map(text -> of(text, globCase)).toList();
    }

    public boolean matches(String text) {
        return pattern.matcher(text).matches();
    }

    /** Whether one of {@code globs} matches. */
    public static boolean anyMatches(List<Glob> globs, String text) {
        for (Glob glob : globs) {
            if (glob.matches(text)) {
                return true;
            }
        }
        return false;
    }
}
