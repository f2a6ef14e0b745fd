package io.github.camelherobase.stream;

import java.nio.charset.StandardCharsets;
import java.util.Random;

/** Writes JSON arrays of objects as no serializer would: with every kind of escape, number, nesting and white space. */
public final class RandomArray {

    private static final String[] NUMBERS = {
        "0",
        "-0",
        "-1",
        "17",
        "999999999",
        "1000000000",
        "2147483647",
        "2147483648",
        "-2147483648",
        "-2147483649",
        "9223372036854775807",
        "9223372036854775808",
        "-9223372036854775809",
        "123456789012345678901234567890",
        "1.5",
        "1.10",
        "-0.0",
        "-0.25e-3",
        "1E+10",
        "0e0",
        "1E400",
        "-1e-400"
    };
    private static final String[] ESCAPES = {
        "\\\"",
        "\\\\",
        "\\/",
        "\\b",
        "\\f",
        "\\n",
        "\\r",
        "\\t",
        "\\u0000",
        "\\u00e6",
        "\\uD83D\\uDE00",
        "\\\\\\\"",
        "\\uDE00",
        "\\uD83D",
        "\\u0022",
        "\\u005C",
        "\\uFFFF",
        "\\uabCD"
    };
    private static final String[] PLAIN = {
        "a", "Ærø", "\uD83D\uDE00", "]}", "{[", ",", ":", "//", "'", "\u2028", "0123456789abcdef",
        "\u007F", "\u0080", "\u07FF", "\u0800", "\uD7FF", "\uE000", "\uFEFF", "\uFFFF", "\uDBFF\uDFFF", "null", " "
    };
    private static final String[] NAMES = {
        "\"data\"",
        "\"Data\"",
        "\"d\\u0061ta\"",
        "\"uniqueId\"",
        "\"campaign\"",
        "\"orgCode\"",
        "\"a\"",
        "\"A\"",
        "\"\""
    };
    private static final String[] SPACES = {"", "", "", " ", "\n", "\r\n", "\t ", "    ", "\r", "\t\t\t\t\t\t\t\t\t"};

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
    public static byte[] json(Random random, int records, int longestText) {
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
            name();
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

    /** Often one that is there already, in the same spelling or another. */
    private void name() {
        if (random.nextBoolean()) {
            json.append(NAMES[random.nextInt(NAMES.length)]);
        } else {
            text(random.nextInt(4));
        }
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
