package io.github.camelherobase.check;

import java.nio.ByteBuffer;
import java.nio.CharBuffer;
import java.nio.charset.Charset;
import java.nio.charset.CharsetDecoder;
import java.nio.charset.CodingErrorAction;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Tells from the beginning of a raw leads' CSV how it is written. */
final class CsvReading {

    private static final String FIRST_COLUMN = "UniqueLeadId";
    /** A property of every lead that hardly anybody names a field of the data after. */
    private static final Pattern PROPERTY_ROW = Pattern.compile("(?m)^[^\\r\\n]*\\blastModifiedTime\\b");

    private static final Pattern LEAD_ID = Pattern.compile("\\d+S\\d+");
    private static final byte[] UTF8_MARK = {(byte) 0xEF, (byte) 0xBB, (byte) 0xBF};

    private final byte[] bytes;
    private final Optional<String> leadId;

    /** @param leadId of the lead that was asked for */
    CsvReading(byte[] bytes, Optional<String> leadId) {
        this.bytes = bytes;
        this.leadId = leadId;
    }

    void tell(Findings findings) {
        if (bytes.length == 0) {
            findings.cannotTell(OpenPoint.csvHeaderRow, "the CSV was empty");
            return;
        }
        Charset readAs = charset(findings);
        String text = new String(bytes, readAs);
        if (!text.isEmpty() && text.charAt(0) == '\uFEFF') {
            text = text.substring(1);
        }
        table(text, findings);
    }

    private Charset charset(Findings findings) {
        boolean mark = Arrays.equals(UTF8_MARK, 0, 3, bytes, 0, Math.min(3, bytes.length));
        boolean sixteen = isUtf16();
        if (!sixteen) {
            findings.learn(
                    OpenPoint.csvByteOrderMark,
                    String.valueOf(mark),
                    mark ? "the first three bytes are a byte order mark" : "the first bytes are text");
        } else {
            findings.cannotTell(OpenPoint.csvByteOrderMark, "UTF-16 has a mark of its own");
        }
        if (sixteen) {
            findings.learn(OpenPoint.csvCharset, "UTF-16", "every character takes two bytes");
            return StandardCharsets.UTF_16;
        }
        if (isAscii(mark ? 3 : 0)) {
            if (mark) {
                findings.learn(OpenPoint.csvCharset, "UTF-8", "the byte order mark is that of UTF-8");
            } else {
                findings.cannotTell(OpenPoint.csvCharset, "the CSV had no character beyond ASCII");
            }
            return StandardCharsets.UTF_8;
        }
        if (isUtf8()) {
            findings.learn(OpenPoint.csvCharset, "UTF-8", "characters beyond ASCII are UTF-8");
            return StandardCharsets.UTF_8;
        }
        String name = hasControlCodes() ? "windows-1252" : "ISO-8859-1";
        findings.learn(OpenPoint.csvCharset, name, "characters beyond ASCII take one byte and are not UTF-8");
        return Charset.forName(name);
    }

    private void table(String text, Findings findings) {
        boolean header =
                text.regionMatches(true, text.startsWith("\"") ? 1 : 0, FIRST_COLUMN, 0, FIRST_COLUMN.length());
        String first = header ? FIRST_COLUMN : idAtStart(text);
        if (first.isEmpty()) {
            findings.cannotTell(
                    OpenPoint.csvHeaderRow, "the first row begins neither with a column name nor with a lead");
            return;
        }
        findings.learn(
                OpenPoint.csvHeaderRow,
                String.valueOf(header),
                header ? "the first row names the columns" : "the first row is a lead's");
        delimiter(text, first, findings);
        rows(text, header, findings);
    }

    private String idAtStart(String text) {
        String start = text.startsWith("\"") ? text.substring(1) : text;
        if (leadId.filter(start::startsWith).isPresent()) {
            return leadId.get();
        }
        Matcher id = LEAD_ID.matcher(start);
        return id.lookingAt() ? id.group() : "";
    }

    private static void delimiter(String text, String first, Findings findings) {
        int after = text.startsWith("\"") ? first.length() + 2 : first.length();
        if (after < text.length()) {
            String delimiter = text.substring(after, after + 1);
            // Of anything else it could be a piece of a lead.
            if (List.of(",", ";", "\t", "|", ":").contains(delimiter)) {
                findings.learn(
                        OpenPoint.csvDelimiter,
                        delimiter,
                        delimiter.equals("\t")
                                ? "a tab follows the first column"
                                : delimiter + " follows the first column");
            }
        }
    }

    private static void rows(String text, boolean header, Findings findings) {
        long lines = text.lines().count() - (header ? 1 : 0);
        if (PROPERTY_ROW.matcher(text).find()) {
            findings.learn(
                    OpenPoint.rawLeadRows,
                    "PROPERTIES_AND_DATA",
                    "there is a row for lastModifiedTime, no field of the data");
        } else if (lines > 0) {
            findings.learn(OpenPoint.rawLeadRows, "DATA", "there is no row for lastModifiedTime");
        } else {
            findings.cannotTell(OpenPoint.rawLeadRows, "the CSV had no row");
        }
    }

    private boolean isUtf16() {
        long zeros = 0;
        for (byte each : bytes) {
            zeros += each == 0 ? 1 : 0;
        }
        return zeros > bytes.length / 4;
    }

    private boolean isAscii(int from) {
        for (int i = from; i < bytes.length; i++) {
            if (bytes[i] < 0) {
                return false;
            }
        }
        return true;
    }

    /** The end may be cut within a character. */
    private boolean isUtf8() {
        CharsetDecoder decoder = StandardCharsets.UTF_8.newDecoder().onMalformedInput(CodingErrorAction.REPORT);
        return !decoder.decode(ByteBuffer.wrap(bytes), CharBuffer.allocate(bytes.length), false)
                .isError();
    }

    /** ISO 8859-1 has control codes where Windows has letters and signs. */
    private boolean hasControlCodes() {
        for (byte each : bytes) {
            int code = each & 0xFF;
            if (code >= 0x80 && code <= 0x9F) {
                return true;
            }
        }
        return false;
    }
}
