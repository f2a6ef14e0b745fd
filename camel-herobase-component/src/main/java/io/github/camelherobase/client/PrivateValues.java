package io.github.camelherobase.client;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.text.Normalizer;
import java.util.Arrays;
import java.util.Base64;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * Values of a lead that must not be in a message. They are found in a text of the server's in any case, charset and way
 * of writing, as a whole and in parts: letters and digits alone are compared, without accents. Where a text cannot be
 * read with certainty, none of it is let through.
 */
public final class PrivateValues {

    /** What stands in the place of a text that is not let through. */
    public static final String LEFT_OUT = "(the server's words are left out, as they may hold values of the lead)";

    private static final String MASK = "***";
    /** So many letters and digits in a row that are in a value too are masked; of digits alone fewer are enough. */
    private static final int RUN = 5;

    private static final int DIGIT_RUN = 4;
    /** Scripts whose words are a few characters long. */
    private static final int OTHER_SCRIPT_RUN = 2;

    private static final int SHORTEST_WORD = 3;
    private static final Pattern BASE64 = Pattern.compile("[A-Za-z0-9+/_-]{8,}={0,2}");
    private static final Pattern WORD_END = Pattern.compile("[\\s,;:.!()\\[\\]{}<>\"'=/&?|]");
    private static final List<Charset> MISREAD = List.of(StandardCharsets.ISO_8859_1, Charset.forName("windows-1252"));

    /** Runs of values, folded. */
    private final Set<String> runs = new HashSet<>();
    /** Short values, and words of long ones, folded: masked where they stand alone. */
    private final Set<String> words = new HashSet<>();

    private PrivateValues(Collection<String> values) {
        for (String value : values) {
            Stream.concat(Stream.of(value), MISREAD.stream().map(charset -> misread(value, charset)))
                    .distinct()
                    .forEach(this::add);
        }
    }

    public static PrivateValues of(Collection<String> values) {
        return new PrivateValues(values);
    }

    /** As a value looks when its UTF-8 is taken for something else. */
    private static String misread(String value, Charset charset) {
        return new String(value.getBytes(StandardCharsets.UTF_8), charset);
    }

    private void add(String value) {
        String folded = Folded.of(value).text();
        for (int at = 0; at < folded.length(); at++) {
            for (int length : new int[] {OTHER_SCRIPT_RUN, DIGIT_RUN, RUN}) {
                if (at + length <= folded.length()) {
                    String run = folded.substring(at, at + length);
                    if (isTelling(run)) {
                        runs.add(run);
                    }
                }
            }
        }
        if (!folded.isEmpty()) {
            words.add(folded);
        }
        for (String word : value.split("[^\\p{L}\\p{M}\\p{N}]+")) {
            String one = Folded.of(word).text();
            if (one.length() >= SHORTEST_WORD) {
                words.add(one);
            }
        }
    }

    /** Whether a run is long enough for its kind of characters to be no accident. */
    private static boolean isTelling(String run) {
        return switch (run.length()) {
            case OTHER_SCRIPT_RUN -> run.codePoints().noneMatch(PrivateValues::isOfShortWordsNot);
            case DIGIT_RUN -> run.chars().allMatch(c -> c >= '0' && c <= '9');
            default -> true;
        };
    }

    private static boolean isOfShortWordsNot(int c) {
        return c < 0x250 || Character.isDigit(c);
    }

    /**
     * {@code text} as its reader would read it, with three stars for each value; or {@link #LEFT_OUT} where some of it
     * cannot be read.
     */
    public String mask(String text) {
        String plain = PlainText.of(text);
        if (plain.indexOf(PlainText.UNREADABLE) >= 0) {
            return LEFT_OUT;
        }
        String open = BASE64.matcher(plain).replaceAll(found -> {
            String token = found.group();
            return holdsValue(token) ? MASK : Matcher.quoteReplacement(token);
        });
        boolean[] hidden = hidden(open);
        StringBuilder masked = new StringBuilder();
        for (int at = 0; at < open.length(); at++) {
            if (!hidden[at]) {
                masked.append(open.charAt(at));
            } else if (at == 0 || !hidden[at - 1]) {
                masked.append(MASK);
            }
        }
        return masked.toString();
    }

    private boolean holdsValue(String base64) {
        String standard = base64.replace('-', '+').replace('_', '/').replace("=", "");
        try {
            byte[] bytes = Base64.getDecoder()
                    .decode(standard.substring(0, standard.length() - (standard.length() % 4 == 1 ? 1 : 0)));
            for (Charset charset : List.of(StandardCharsets.UTF_8, StandardCharsets.ISO_8859_1)) {
                for (boolean hit : hidden(new String(bytes, charset))) {
                    if (hit) {
                        return true;
                    }
                }
            }
            return false;
        } catch (IllegalArgumentException notBase64) {
            return false;
        }
    }

    private boolean[] hidden(String text) {
        boolean[] hidden = new boolean[text.length()];
        Folded folded = Folded.of(text);
        String letters = folded.text();
        for (int at = 0; at < letters.length(); at++) {
            for (int length : new int[] {OTHER_SCRIPT_RUN, DIGIT_RUN, RUN}) {
                if (at + length <= letters.length() && runs.contains(letters.substring(at, at + length))) {
                    hide(hidden, text, folded.begin(at), folded.end(at + length - 1));
                }
            }
        }
        for (String word : words) {
            for (int at = letters.indexOf(word); at >= 0; at = letters.indexOf(word, at + 1)) {
                int begin = folded.begin(at);
                int end = folded.end(at + word.length() - 1);
                if (standsAlone(text, begin, end)) {
                    hide(hidden, text, begin, end);
                }
            }
        }
        return hidden;
    }

    private static boolean standsAlone(String text, int begin, int end) {
        return (begin == 0 || !Character.isLetterOrDigit(text.codePointBefore(begin)))
                && (end == text.length() || !Character.isLetterOrDigit(text.codePointAt(end)));
    }

    /** The whole words too of which this is a part: what is left of one would tell the rest. */
    private static void hide(boolean[] hidden, String text, int from, int to) {
        int begin = from;
        while (begin > 0 && !WORD_END.matcher(text.substring(begin - 1, begin)).matches()) {
            begin--;
        }
        int end = to;
        while (end < text.length()
                && !WORD_END.matcher(text.substring(end, end + 1)).matches()) {
            end++;
        }
        for (int at = begin; at < end; at++) {
            hidden[at] = true;
        }
    }

    /**
     * The letters, digits and signs of a text, in one case and without accents, each with its place in the text.
     *
     * @param begins where each stands
     * @param ends where each ends
     */
    private record Folded(String text, int[] begins, int[] ends) {

        static Folded of(String text) {
            StringBuilder folded = new StringBuilder();
            int[] begins = new int[text.length()];
            int[] ends = new int[text.length()];
            for (int at = 0; at < text.length(); ) {
                int c = text.codePointAt(at);
                int end = at + Character.charCount(c);
                for (char sign : signs(c).toCharArray()) {
                    if (folded.length() == begins.length) {
                        begins = Arrays.copyOf(begins, 2 * begins.length);
                        ends = Arrays.copyOf(ends, begins.length);
                    }
                    begins[folded.length()] = at;
                    ends[folded.length()] = end;
                    folded.append(sign);
                }
                at = end;
            }
            return new Folded(folded.toString(), begins, ends);
        }

        /** What is compared of a character; empty for blanks, punctuation and accents. */
        private static String signs(int c) {
            if (c < 0x80) {
                return Character.isLetterOrDigit(c) ? String.valueOf((char) Character.toLowerCase(c)) : "";
            }
            StringBuilder signs = new StringBuilder();
            Normalizer.normalize(Character.toString(c), Normalizer.Form.NFKD)
                    .codePoints()
                    .filter(Folded::isTelling)
                    .map(each -> Character.isDigit(each)
                            ? '0' + Character.digit(each, 10)
                            : Character.toLowerCase(Character.toUpperCase(each)))
                    .forEach(signs::appendCodePoint);
            return signs.toString();
        }

        private static boolean isTelling(int c) {
            return Character.isLetterOrDigit(c)
                    || c >= 0x80
                            && (Character.getType(c) == Character.OTHER_SYMBOL
                                    || Character.getType(c) == Character.LETTER_NUMBER);
        }

        int begin(int at) {
            return begins[at];
        }

        int end(int at) {
            return ends[at];
        }
    }
}
