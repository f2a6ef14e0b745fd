package io.github.camelherobase.imports.body;

import java.io.Closeable;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;
import java.util.Iterator;
import java.util.NoSuchElementException;

import io.github.camelherobase.imports.body.JsonGrammar.Step;

/**
 * The elements of a JSON text of unknown size, in UTF-8: those of an array, or objects one after another, on one line each
 * (NDJSON), on several, or with commas between them. It only finds where an element ends; whether that is a lead is for
 * the reader to say.
 *
 * <p>After a damaged element it goes on only where lines prove the structure: the elements before stood on one line each,
 * and a later line is one whole object. Elsewhere nobody knows how many elements the damage hides, so the text ends there
 * with an exception.
 *
 * <p>Memory is one buffer of the size of the largest element.
 */
final class JsonElements implements Iterator<byte[]>, Closeable {

    private static final int BUFFER_SIZE = 64 * 1024;

    private final InputStream in;
    private final int maxElementSize;
    private final JsonGrammar grammar = new JsonGrammar();

    private byte[] buffer = new byte[BUFFER_SIZE];
    /** The next byte to look at. */
    private int position;
    /** The end of what was read. */
    private int limit;
    /** Where the element begins that is being cut out. */
    private int begin;
    /** How many bytes of the text lie before the buffer. */
    private long discarded;

    private boolean begun;
    private boolean array;
    private long elements;
    private byte[] next;
    private boolean ended;
    /** Whether the next element was found already, and not cut out yet. */
    private boolean nextFound;

    private MalformedBodyException failure;

    /** Whether the element that is being cut out is the first on its line. */
    private boolean beginsLine = true;
    /** Whether each whole element so far stood on a line of its own. */
    private boolean oneLineEach = true;
    /** Where the first of the damaged lines began to be damaged that are being passed over; -1 outside of them. */
    private long damage = -1;
    /** How many damaged lines stood one after another, and whether the last ended as an object does. */
    private int linesDamaged;

    private boolean lastLineClosed;

    /** @param maxElementSize bytes above which the text is not taken for a list of leads */
    JsonElements(InputStream in, int maxElementSize) {
        this.in = in;
        this.maxElementSize = maxElementSize;
    }

    /** Whether the text is an array; to be asked after {@link #hasNext()}. */
    boolean isArray() {
        return array;
    }

    /** Whether something stands behind the elements taken so far that is not part of them; reads no whole element. */
    boolean isFollowed() {
        if (failure != null) {
            return false;
        }
        if (next != null || ended || damage >= 0) {
            return hasNext();
        }
        try {
            nextFound = toNextElement();
        } catch (MalformedBodyException e) {
            failure = e;
            throw e;
        }
        ended = !nextFound;
        return nextFound;
    }

    /** @throws MalformedBodyException when the rest of the text has no elements that can be told apart */
    @Override
    public boolean hasNext() {
        if (next == null && !ended) {
            if (failure != null) {
                throw failure;
            }
            try {
                next = cutNext();
            } catch (MalformedBodyException e) {
                failure = e;
                throw e;
            }
            ended = next == null;
        }
        return next != null;
    }

    @Override
    public byte[] next() {
        if (!hasNext()) {
            throw new NoSuchElementException();
        }
        byte[] element = next;
        next = null;
        elements++;
        return element;
    }

    private byte[] cutNext() {
        if (!begun) {
            begun = true;
            int first = skipBlanks();
            array = first == '[';
            if (array) {
                position++;
                if (skipBlanks() == ']') {
                    return end();
                }
            } else if (first >= 0 && first != '{') {
                throw new MalformedBodyException(
                        first == '<'
                                ? "the body looks like XML or HTML, not like JSON"
                                : "the body is not JSON, as it begins with neither { nor [; unmarshal CSV first, with"
                                        + " lazyLoad=true and useMaps=true",
                        null);
            }
            beginsLine = true;
        } else if (damage < 0 && !nextFound && !toNextElement()) {
            return null;
        }
        nextFound = false;
        if (damage >= 0) {
            return damagedLine();
        }
        return skipBlanks() < 0 && !array ? null : element();
    }

    /** Passes the comma, if there is one; false at the end. */
    private boolean toNextElement() {
        beginsLine = false;
        int found = skipBlanks();
        if (array && found == ']') {
            end();
            return false;
        }
        if (found == ',') {
            position++;
            found = skipBlanks();
        }
        return found >= 0 || array;
    }

    private byte[] element() {
        begin = position;
        grammar.reset();
        boolean oneLine = true;
        if (!array && peek() != '{') {
            return damaged(position);
        }
        while (true) {
            int found = peek();
            if (found < 0) {
                return cut();
            }
            if (array && position == begin && (found == ',' || found == ']')) {
                return whole(oneLine);
            }
            Step step = grammar.next((byte) found);
            if (step == Step.BROKEN) {
                return damaged(position);
            }
            if (step == Step.ENDED) {
                return whole(oneLine);
            }
            oneLine &= !JsonGrammar.isLineEnd((byte) found);
            position++;
            if (step == Step.LAST) {
                return isFollowedWell() ? whole(oneLine) : damaged(position);
            }
        }
    }

    /** What stands behind an element must be what may stand there, or a quote too many ended it early. */
    private boolean isFollowedWell() {
        int length = position - begin;
        int found = peek();
        while (found >= 0 && JsonGrammar.isBlank((byte) found) && (array || !JsonGrammar.isLineEnd((byte) found))) {
            position++;
            found = peek();
        }
        boolean well = found < 0
                || found == ','
                || (array ? found == ']' : found == '{' || JsonGrammar.isLineEnd((byte) found));
        if (well) {
            position = begin + length;
        }
        return well;
    }

    private byte[] whole(boolean oneLine) {
        oneLineEach &= beginsLine && oneLine;
        return taken(begin, position);
    }

    private byte[] cut() {
        failure = malformed("the body ended inside an element");
        return taken(begin, position);
    }

    /** @param at where the element stopped being JSON */
    private byte[] damaged(int at) {
        int offset = at - begin;
        long where = discarded + at;
        if (beginsLine && oneLineEach) {
            position = begin;
            int length = lineLength();
            boolean known = elements > 0 || length > 0 && buffer[begin + length - 1] == '}';
            if (known && !mayHideAnother(length)) {
                damage = where;
                return takenLine(length);
            }
        }
        // With the byte that cannot stand there, or what is before it might be taken for a lead.
        position = begin + Math.min(offset + 1, limit - begin);
        failure = unknownFrom(where);
        return taken(begin, position);
    }

    /** A line behind a damaged one: damaged too, or the one that proves that lines are elements. */
    private byte[] damagedLine() {
        if (skipBlanks() == ',') {
            position++;
        }
        int found = skipBlanks();
        if (found < 0 && !array && isEndProven()) {
            return null;
        }
        if (found < 0) {
            throw unknownFrom(damage);
        }
        if (array && found == ']') {
            end();
            return null;
        }
        begin = position;
        int length = lineLength();
        if (isWholeObject(length)) {
            damage = -1;
            linesDamaged = 0;
            beginsLine = true;
            return element();
        }
        if (mayHideAnother(length)) {
            failure = unknownFrom(damage);
        }
        return takenLine(length);
    }

    /** One damaged line at the end that ends as an object does hides no other. */
    private boolean isEndProven() {
        return linesDamaged == 1 && lastLineClosed;
    }

    private byte[] takenLine(int length) {
        linesDamaged++;
        lastLineClosed = length > 0 && buffer[begin + length - 1] == '}';
        byte[] line = Arrays.copyOfRange(buffer, begin, begin + length);
        position = begin + length;
        begin = position;
        return line;
    }

    /** The length of the line that begins at {@link #begin}, without its end and a comma there; all of it is in the buffer. */
    private int lineLength() {
        position = begin;
        int found = peek();
        while (found >= 0 && !JsonGrammar.isLineEnd((byte) found)) {
            position++;
            found = peek();
        }
        int length = position - begin;
        while (length > 0 && JsonGrammar.isBlank(buffer[begin + length - 1])) {
            length--;
        }
        if (length > 0 && buffer[begin + length - 1] == ',') {
            length--;
        }
        position = begin;
        return length;
    }

    private boolean isWholeObject(int length) {
        int end = array && length > 0 && buffer[begin + length - 1] == ']' ? length - 1 : length;
        grammar.reset();
        if (length == 0 || buffer[begin] != '{') {
            return false;
        }
        for (int i = 0; i < end; i++) {
            Step step = grammar.next(buffer[begin + i]);
            if (step != Step.MORE) {
                return step == Step.LAST && i == end - 1;
            }
        }
        return false;
    }

    /** An object that begins behind the end of another. */
    private boolean mayHideAnother(int length) {
        boolean closed = false;
        for (int i = 0; i < length; i++) {
            byte b = buffer[begin + i];
            if (closed && b == '{') {
                return true;
            }
            closed |= b == '}';
        }
        return false;
    }

    private byte[] end() {
        position++;
        if (skipBlanks() >= 0) {
            throw malformed("something follows the end of the JSON array");
        }
        return null;
    }

    private byte[] taken(int from, int to) {
        int last = to;
        while (last > from && JsonGrammar.isBlank(buffer[last - 1])) {
            last--;
        }
        byte[] element = Arrays.copyOfRange(buffer, from, last);
        begin = position;
        return element;
    }

    /** The next byte that is not white space, without taking it; -1 at the end. */
    private int skipBlanks() {
        begin = position;
        int found = peek();
        while (found >= 0 && JsonGrammar.isBlank((byte) found)) {
            beginsLine |= JsonGrammar.isLineEnd((byte) found);
            begin = ++position;
            found = peek();
        }
        return found;
    }

    /** The next byte without taking it; -1 at the end. */
    private int peek() {
        while (position >= limit) {
            if (!read()) {
                return -1;
            }
        }
        return buffer[position] & 0xFF;
    }

    private boolean read() {
        if (begin > 0) {
            System.arraycopy(buffer, begin, buffer, 0, Math.max(0, limit - begin));
            discarded += begin;
            position -= begin;
            limit -= Math.min(limit, begin);
            begin = 0;
        }
        if (limit == buffer.length) {
            if (limit >= maxElementSize) {
                throw malformed(
                        "it is larger than " + maxElementSize + " bytes, so the body is probably no list of leads");
            }
            buffer = Arrays.copyOf(buffer, Math.min(buffer.length * 2, maxElementSize));
        }
        try {
            int count = in.read(buffer, limit, buffer.length - limit);
            limit += Math.max(count, 0);
            return count >= 0;
        } catch (IOException | RuntimeException e) {
            throw new MalformedBodyException(
                    place(discarded + position) + ": the body cannot be read: "
                            + e.getClass().getSimpleName() + unknown(discarded + position),
                    e);
        }
    }

    private MalformedBodyException unknownFrom(long where) {
        return new MalformedBodyException(
                place(where) + ": it is not JSON from there on, so where leads begin and end cannot be told"
                        + unknown(where),
                null);
    }

    private MalformedBodyException malformed(String why) {
        long where = discarded + position;
        return new MalformedBodyException(
                place(where) + ": " + why + "; expected a JSON array of objects, or objects one after another"
                        + unknown(where),
                null);
    }

    private String place(long where) {
        return "Element " + elements + " at byte " + where + " of the text in UTF-8";
    }

    private static String unknown(long where) {
        return ". What stands from byte " + where + " on was not imported and is not counted";
    }

    @Override
    public void close() throws IOException {
        in.close();
    }
}
