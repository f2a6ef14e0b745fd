package io.github.camelherobase.imports.body;

import java.util.Arrays;

/**
 * Follows one JSON value byte by byte, and says where it ends or where it stops being JSON. Brackets alone do not tell: a
 * quote too many turns the rest of a file inside out, and the brackets may match again some leads later.
 */
final class JsonGrammar {

    /** As deep as the library that reads the value goes. */
    private static final int MOST_DEPTH = 1_000;

    /** What a byte means. */
    enum Step {
        /** The value goes on. */
        MORE,
        /** The value ended with this byte. */
        LAST,
        /** The value ended before this byte. */
        ENDED,
        /** This byte cannot stand here, so nobody knows where texts begin and end from here on. */
        BROKEN
    }

    private enum Expected {
        VALUE,
        VALUE_OR_END,
        NAME,
        NAME_OR_END,
        COLON,
        COMMA_OR_END,
        TEXT,
        ESCAPED,
        BARE
    }

    private Expected expected = Expected.VALUE;
    private boolean isName;
    private boolean[] objects = new boolean[16];
    private int depth;

    void reset() {
        expected = Expected.VALUE;
        isName = false;
        depth = 0;
    }

    Step next(byte b) {
        switch (expected) {
            case TEXT:
                return text(b);
            case ESCAPED:
                expected = Expected.TEXT;
                return isLineEnd(b) ? Step.BROKEN : Step.MORE;
            case BARE:
                return bare(b);
            default:
                return isBlank(b) ? Step.MORE : between(b);
        }
    }

    private Step text(byte b) {
        if (b == '"') {
            if (isName) {
                expected = Expected.COLON;
                return Step.MORE;
            }
            return valueEnded();
        }
        if (b == '\\') {
            expected = Expected.ESCAPED;
        }
        return isLineEnd(b) ? Step.BROKEN : Step.MORE;
    }

    /** A number, a word, or what stands in place of one: only the library knows which are right. */
    private Step bare(byte b) {
        if (isBlank(b) || b == ',' || b == '}' || b == ']') {
            return valueEnded() == Step.LAST ? Step.ENDED : isBlank(b) ? Step.MORE : between(b);
        }
        return b == '"' || b == '{' || b == '[' || b == ':' ? Step.BROKEN : Step.MORE;
    }

    private Step between(byte b) {
        return switch (expected) {
            case VALUE -> value(b);
            case VALUE_OR_END -> b == ']' ? closed() : value(b);
            case NAME -> b == '"' ? began(true) : Step.BROKEN;
            case NAME_OR_END -> b == '}' ? closed() : b == '"' ? began(true) : Step.BROKEN;
            case COLON -> b == ':' ? expect(Expected.VALUE) : Step.BROKEN;
            default -> afterValue(b);
        };
    }

    private Step value(byte b) {
        return switch (b) {
            case '"' -> began(false);
            case '{' -> opened(true, Expected.NAME_OR_END);
            case '[' -> opened(false, Expected.VALUE_OR_END);
            case ',', '}', ']', ':' -> Step.BROKEN;
            default -> expect(Expected.BARE);
        };
    }

    private Step afterValue(byte b) {
        boolean inObject = objects[depth - 1];
        if (b == ',') {
            return expect(inObject ? Expected.NAME : Expected.VALUE);
        }
        return b == (inObject ? '}' : ']') ? closed() : Step.BROKEN;
    }

    private Step began(boolean name) {
        isName = name;
        return expect(Expected.TEXT);
    }

    private Step opened(boolean object, Expected next) {
        if (depth == MOST_DEPTH) {
            return Step.BROKEN;
        }
        if (depth == objects.length) {
            objects = Arrays.copyOf(objects, depth * 2);
        }
        objects[depth++] = object;
        return expect(next);
    }

    private Step closed() {
        depth--;
        return valueEnded();
    }

    private Step valueEnded() {
        expected = Expected.COMMA_OR_END;
        return depth == 0 ? Step.LAST : Step.MORE;
    }

    private Step expect(Expected next) {
        expected = next;
        return Step.MORE;
    }

    static boolean isBlank(byte b) {
        return b == ' ' || b == '\n' || b == '\r' || b == '\t';
    }

    static boolean isLineEnd(byte b) {
        return b == '\n' || b == '\r';
    }
}
