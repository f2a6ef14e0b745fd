package io.github.camelherobase.stream;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Writes JSON arrays of objects as no serializer would: with every kind of escape, number, nesting and white space. */
final class RandomArray {

    private static final String[] NUMBERS = {
        "0", "-1", "17", "9223372036854775807", "123456789012345678901234567890", "1.5", "-0.25e-3", "1E+10"
    };
    private static final String[] ESCAPES = {
        "\\\"", "\\\\", "\\/", "\\b", "\\f", "\\n", "\\r", "\\t", "\\u0000", "\\u00e6", "\\uD83D\\uDE00", "\\\\\\\""
    };
    private static final String[] PLAIN = {
        "a", "Ærø", "\uD83D\uDE00", "]}", "{[", ",", ":", "//", "'", "\u2028", "0123456789abcdef"
    };
    private static final String[] SPACES = {"", "", "", " ", "\n", "\r\n", "\t ", "    "};

    private final Random random;
    private final int longestText;
    private final StringBuilder json = new StringBuilder();

    private RandomArray(Random random, int longestText) {
        this.random = random;
        this.longestText = longestText;
    }

    /**
     * An array in UTF-8.
     *
     * @param records at most
     * @param longestText pieces in a value, at most
     */
    static byte[] json(Random random, int records, int longestText) {
        return new RandomArray(random, longestText).array(random.nextInt(records + 1));
    }

    private byte[] array(int records) {
        space();
        json.append('[');
        for (int record = 0; record < records; record++) {
            comma(record);
            object(0);
        }
        space();
        json.append(']');
        space();
        return json.toString().getBytes(StandardCharsets.UTF_8);
    }

    private void value(int depth) {
        space();
        switch (random.nextInt(depth < 4 ? 9 : 7)) {
            case 0 -> json.append(NUMBERS[random.nextInt(NUMBERS.length)]);
            case 1 -> json.append(random.nextBoolean());
            case 2 -> json.append("null");
            case 7 -> object(depth + 1);
            case 8 -> list(depth + 1);
            default -> text(random.nextInt(longestText + 1));
        }
        space();
    }

    private void object(int depth) {
        space();
        json.append('{');
        int members = random.nextInt(5);
        for (int member = 0; member < members; member++) {
            comma(member);
            space();
            text(random.nextInt(4));
            space();
            json.append(':');
            value(depth);
        }
        space();
        json.append('}');
        space();
    }

    private void list(int depth) {
        json.append('[');
        int elements = random.nextInt(4);
        for (int element = 0; element < elements; element++) {
            comma(element);
            value(depth);
        }
        space();
        json.append(']');
    }

    private void text(int pieces) {
        json.append('"');
        for (int piece = 0; piece < pieces; piece++) {
            String[] kind = random.nextInt(3) == 0 ? ESCAPES : PLAIN;
            json.append(kind[random.nextInt(kind.length)]);
        }
        json.append('"');
    }

    private void comma(int index) {
        if (index > 0) {
            json.append(',');
        }
    }

    private void space() {
        json.append(SPACES[random.nextInt(SPACES.length)]);
    }
}
