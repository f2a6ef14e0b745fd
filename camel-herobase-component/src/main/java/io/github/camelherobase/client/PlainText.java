package io.github.camelherobase.client;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.Charset;
import java.nio.charset.CoderResult;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.Locale;
import java.util.Map;
import java.util.regex.MatchResult;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** What a text of the server's says to its reader, whatever its charset and however its characters are written. */
final class PlainText {

    /** Stands where the bytes or the writing of a text could not be read. */
    static final char UNREADABLE = '\uFFFD';

    private static final int MOST_ROUNDS = 4;
    private static final Pattern CHARSET = Pattern.compile("(?i)charset\\s*=\\s*[\"']?([^\\s\"';,]+)");
    private static final Pattern MARKUP =
            Pattern.compile("(?is)<(style|script)\\b.*?</\\1>|<!--.*?-->|<[/!?a-z][^<>]*>");
    private static final Pattern CHARACTER_REFERENCE =
            Pattern.compile("&(?:#(\\d{1,8})|#[xX]([0-9a-fA-F]{1,7})|([A-Za-z][A-Za-z0-9]{1,31}));?");
    private static final Pattern ESCAPE =
            Pattern.compile("\\\\u\\{?([0-9a-fA-F]{4,6})}?|\\\\x([0-9a-fA-F]{2})|\\\\([\"'\\\\/])");
    private static final Pattern PERCENT = Pattern.compile("(?:%[0-9a-fA-F]{2})+");
    /** The named characters from U+00A0 to U+00FF, in their order. */
    private static final String LATIN_1 =
            "nbsp iexcl cent pound curren yen brvbar sect uml copy ordf laquo not shy reg macr"
                    + " deg plusmn sup2 sup3 acute micro para middot cedil sup1 ordm raquo frac14 frac12 frac34 iquest"
                    + " Agrave Aacute Acirc Atilde Auml Aring AElig Ccedil Egrave Eacute Ecirc Euml Igrave Iacute Icirc Iuml"
                    + " ETH Ntilde Ograve Oacute Ocirc Otilde Ouml times Oslash Ugrave Uacute Ucirc Uuml Yacute THORN szlig"
                    + " agrave aacute acirc atilde auml aring aelig ccedil egrave eacute ecirc euml igrave iacute icirc iuml"
                    + " eth ntilde ograve oacute ocirc otilde ouml divide oslash ugrave uacute ucirc uuml yacute thorn yuml";

    private static final Map<String, String> NAMED = named();

    private PlainText() {}

    private static Map<String, String> named() {
        Map<String, String> named = new HashMap<>(
                Map.of("amp", "&", "lt", "<", "gt", ">", "quot", "\"", "apos", "'", "ndash", "-", "mdash", "-"));
        int code = 0xA0;
        for (String name : LATIN_1.split(" ")) {
            named.put(name, Character.toString(code++));
        }
        return named;
    }

    /**
     * The text of a body, or of its beginning. What its bytes are goes before what its content type says they are; bytes
     * that fit neither leave {@link #UNREADABLE} in it.
     */
    static String decoded(byte[] bytes, String contentType) {
        int length = bytes.length;
        if (length >= 2 && (bytes[0] & 0xFF) == 0xFE && (bytes[1] & 0xFF) == 0xFF) {
            return lenient(bytes, 2, StandardCharsets.UTF_16BE);
        }
        if (length >= 2 && (bytes[0] & 0xFF) == 0xFF && (bytes[1] & 0xFF) == 0xFE) {
            return lenient(bytes, 2, StandardCharsets.UTF_16LE);
        }
        if (length >= 2 && bytes[0] == 0 && bytes[1] != 0) {
            return lenient(bytes, 0, StandardCharsets.UTF_16BE);
        }
        if (length >= 2 && bytes[0] != 0 && bytes[1] == 0) {
            return lenient(bytes, 0, StandardCharsets.UTF_16LE);
        }
        int begin = length >= 3 && (bytes[0] & 0xFF) == 0xEF && (bytes[1] & 0xFF) == 0xBB && (bytes[2] & 0xFF) == 0xBF
                ? 3
                : 0;
        Charset declared = charset(contentType);
        String utf8 = strict(bytes, begin, StandardCharsets.UTF_8);
        if (utf8 != null && (declared == null || begin > 0 || utf8.length() < length)) {
            // Several bytes that are one character of UTF-8 are hardly ever anything else.
            return contentType != null
                            && declared == null
                            && CHARSET.matcher(contentType).find()
                    ? utf8 + UNREADABLE
                    : utf8;
        }
        String text = declared == null ? null : strict(bytes, begin, declared);
        if (text != null && text.chars().noneMatch(c -> c >= 0x80 && c < 0xA0)) {
            return text;
        }
        return utf8 != null && declared == null ? utf8 : lenient(bytes, begin, StandardCharsets.UTF_8) + UNREADABLE;
    }

    private static Charset charset(String contentType) {
        Matcher named = CHARSET.matcher(contentType == null ? "" : contentType);
        try {
            return named.find() ? Charset.forName(named.group(1)) : null;
        } catch (IllegalArgumentException unknown) {
            return null;
        }
    }

    private static String lenient(byte[] bytes, int begin, Charset charset) {
        return new String(bytes, begin, bytes.length - begin, charset);
    }

    /** Null when the bytes are not of that charset; a character that is cut at the end is left out. */
    private static String strict(byte[] bytes, int begin, Charset charset) {
        try {
            ByteBuffer in = ByteBuffer.wrap(bytes, begin, bytes.length - begin);
            CharBuffer out = CharBuffer.allocate(bytes.length + 16);
            CoderResult result = charset.newDecoder()
                    .onMalformedInput(CodingErrorAction.REPORT)
                    .onUnmappableCharacter(CodingErrorAction.REPORT)
                    .decode(in, out, false);
            if (result.isError()) {
                result.throwException();
            }
            return out.flip().toString();
        } catch (CharacterCodingException e) {
            return null;
        }
    }

    /**
     * {@code text} without markup, and with every character written as itself. A name of a character that is not known,
     * or a text that is written around too many corners, leaves {@link #UNREADABLE} in it.
     */
    static String of(String text) {
        String before = text;
        for (int round = 0; round < MOST_ROUNDS; round++) {
            String plain = percent(escapes(references(MARKUP.matcher(before).replaceAll(" "))));
            if (plain.equals(before)) {
                return plain;
            }
            before = plain;
        }
        return before + UNREADABLE;
    }

    private static String references(String text) {
        return CHARACTER_REFERENCE.matcher(text).replaceAll(found -> Matcher.quoteReplacement(reference(found)));
    }

    private static String reference(MatchResult found) {
        if (found.group(3) == null) {
            return found.group(1) != null ? character(found.group(1), 10) : character(found.group(2), 16);
        }
        String known = NAMED.get(found.group(3));
        if (known != null) {
            return known;
        }
        // Without the semicolon it is a parameter of a URL.
        return found.group().endsWith(";") ? found.group(3) + UNREADABLE : found.group();
    }

    private static String character(String digits, int radix) {
        int code = Integer.parseInt(digits, radix);
        return Character.isValidCodePoint(code) ? Character.toString(code) : String.valueOf(UNREADABLE);
    }

    private static String escapes(String text) {
        return ESCAPE.matcher(text).replaceAll(found -> {
            String hex = found.group(1) != null ? found.group(1) : found.group(2);
            return Matcher.quoteReplacement(hex != null ? character(hex, 16) : found.group(3));
        });
    }

    private static String percent(String text) {
        return PERCENT.matcher(text).replaceAll(found -> {
            byte[] bytes = new byte[found.group().length() / 3];
            for (int i = 0; i < bytes.length; i++) {
                bytes[i] = (byte) Integer.parseInt(found.group().substring(3 * i + 1, 3 * i + 3), 16);
            }
            String utf8 = strict(bytes, 0, StandardCharsets.UTF_8);
            return Matcher.quoteReplacement(utf8 != null ? utf8 : new String(bytes, StandardCharsets.ISO_8859_1));
        });
    }

    /** In one line of at most so many characters. */
    static String line(String text, int most) {
        String line = text.replaceAll("[\\s\\p{Cc}\\u00A0\\u2028\\u2029]+", " ").trim();
        return line.length() <= most ? line : line.substring(0, most);
    }

    /** A name as programs give them; anything else may be content. */
    static boolean isIdentifier(String text) {
        return text != null && text.matches("[A-Za-z_][A-Za-z0-9_.]{0,60}");
    }

    static String lowerCase(String text) {
        return text.toLowerCase(Locale.ROOT);
    }
}
