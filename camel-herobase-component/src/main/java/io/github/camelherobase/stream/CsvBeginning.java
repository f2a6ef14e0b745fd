package io.github.camelherobase.stream;

import java.io.IOException;
import java.io.Reader;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** The first row of a CSV answer, read ahead: it shows the delimiter, and whether the answer is CSV at all. */
final class CsvBeginning {

    /** A first row that is longer is judged by so many characters of it. */
    static final int LONGEST = 64 * 1024;

    private static final String DELIMITERS = ",;\t";

    /** What Excel writes and reads. */
    private static final Pattern DECLARATION = Pattern.compile("\\A\\s*(\"?)sep=([^\"\r\n])\\1(?:\r\n|\r|\n|\\z)");

    private static final Set<String> ID_NAMES = Set.of("uniqueid", "uniqueleadid");

    private final Character declared;
    private final String row;

    private CsvBeginning(String text) {
        Matcher declaration = DECLARATION.matcher(text);
        boolean found = declaration.find();
        this.declared = found ? declaration.group(2).charAt(0) : null;
        this.row = found ? text.substring(declaration.end()) : text;
    }

    static CsvBeginning of(Reader reader) throws IOException {
        char[] characters = new char[LONGEST];
        int count = 0;
        CsvBeginning beginning = new CsvBeginning("");
        while (count < LONGEST && !beginning.hasWholeRow()) {
            int more = reader.read(characters, count, LONGEST - count);
            if (more < 0) {
                break;
            }
            count += more;
            beginning = new CsvBeginning(new String(characters, 0, count));
        }
        return beginning;
    }

    private boolean hasWholeRow() {
        return !row.isBlank() && rowEnd() < row.length();
    }

    /** What is to be read again. */
    String text() {
        return row;
    }

    /** The delimiter that a line {@code sep=;} names, which is not a row; null without one. */
    Character declared() {
        return declared;
    }

    boolean isEmpty() {
        return row.isBlank();
    }

    /** In the first row: of text in another charset, as HeroBase has none there. */
    boolean hasNul() {
        return row.substring(0, rowEnd()).indexOf('\0') >= 0;
    }

    char firstCharacter() {
        return row.stripLeading().charAt(0);
    }

    /** Null when several are possible. */
    Character delimiterOfHeader() {
        List<Character> present = present();
        if (present.size() > 1) {
            List<Character> fitting =
                    present.stream().filter(this::separatesAnId).toList();
            present = fitting.isEmpty() ? present : fitting;
        }
        return present.isEmpty() ? Character.valueOf(',') : present.size() == 1 ? present.get(0) : null;
    }

    /** Of a first row that may be data already, of which a comma says nothing; null when it shows another one only. */
    Character delimiterOfData() {
        List<Character> present = present();
        return present.isEmpty() || present.contains(',') ? Character.valueOf(',') : null;
    }

    /** Of rows that begin with an id, in which no delimiter stands. */
    Character delimiterAfterId() {
        List<Character> present = present();
        return present.isEmpty() ? Character.valueOf(',') : present.get(0);
    }

    /** The known delimiters outside of quotes in the first row, in their order. */
    private List<Character> present() {
        List<Character> present = new ArrayList<>();
        walk((position, character) -> {
            if (DELIMITERS.indexOf(character) >= 0 && !present.contains(character)) {
                present.add(character);
            }
        });
        return present;
    }

    private boolean separatesAnId(char delimiter) {
        List<Integer> ends = new ArrayList<>();
        int rowEnd = walk((position, character) -> {
            if (character == delimiter) {
                ends.add(position);
            }
        });
        ends.add(rowEnd);
        int begin = 0;
        for (int end : ends) {
            String name = row.substring(begin, end).replaceAll("[\\s\"]", "").toLowerCase(Locale.ROOT);
            if (ID_NAMES.contains(name)) {
                return true;
            }
            begin = end + 1;
        }
        return false;
    }

    /** Where the first row's line end is, or the end of the text. */
    private int rowEnd() {
        return walk((position, character) -> {});
    }

    /** Goes over the characters of the first row that are outside of quotes; returns where the row ends. */
    private int walk(Step step) {
        int position = 0;
        while (position < row.length() && isLineEnd(row.charAt(position))) {
            position++;
        }
        boolean quoteOpens = true;
        boolean quoted = false;
        for (; position < row.length(); position++) {
            char character = row.charAt(position);
            if (quoted) {
                quoted = character != '"';
                // The second of a doubled quote.
                quoteOpens = !quoted;
            } else if (character == '"' && quoteOpens) {
                quoted = true;
            } else if (isLineEnd(character)) {
                return position;
            } else {
                step.at(position, character);
                quoteOpens = DELIMITERS.indexOf(character) >= 0;
            }
        }
        return position;
    }

    private static boolean isLineEnd(char character) {
        return character == '\r' || character == '\n';
    }

    static String name(char delimiter) {
        return delimiter == '\t' ? "\\t" : String.valueOf(delimiter);
    }

    private interface Step {

        void at(int position, char character);
    }
}
