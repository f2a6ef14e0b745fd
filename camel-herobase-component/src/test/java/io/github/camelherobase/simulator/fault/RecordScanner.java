package io.github.camelherobase.simulator.fault;

/** Follows a JSON array byte by byte and counts its records, the objects right in it. */
final class RecordScanner {

    private static final int IN_ARRAY = 1;

    private int depth;
    private boolean inText;
    private boolean escaped;
    private long begun;
    private long ended;

    void next(byte b) {
        if (escaped) {
            escaped = false;
        } else if (inText) {
            escaped = b == '\\';
            inText = b != '"';
        } else if (b == '"') {
            inText = true;
        } else if (b == '{' || b == '[') {
            begun += depth++ == IN_ARRAY ? 1 : 0;
        } else if (b == '}' || b == ']') {
            ended += --depth == IN_ARRAY ? 1 : 0;
        }
    }

    /** Records whose first byte was seen. */
    long begun() {
        return begun;
    }

    /** Records whose last byte was seen. */
    long ended() {
        return ended;
    }

    /** Whether the last byte belongs to a text. */
    boolean isInText() {
        return inText;
    }
}
