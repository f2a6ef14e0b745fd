package io.github.camelherobase.simulator.http;

import java.util.ArrayList;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;

/** Header lines in their order and as they were spelt; looked up without regard to case. Immutable. */
public final class HttpHeaders implements Iterable<HttpHeader> {

    private static final HttpHeaders NONE = new HttpHeaders(List.of());

    private final List<HttpHeader> lines;

    HttpHeaders(List<HttpHeader> lines) {
        this.lines = lines;
    }

    /** No headers. */
    public static HttpHeaders none() {
        return NONE;
    }

    /** These headers and one more line. */
    public HttpHeaders plus(String name, String value) {
        List<HttpHeader> more = new ArrayList<>(lines.size() + 1);
        more.addAll(lines);
        more.add(new HttpHeader(name, value));
        return new HttpHeaders(more);
    }

    /** The value of the first line with this name. */
    public Optional<String> first(String name) {
        for (HttpHeader line : lines) {
            if (line.name().equalsIgnoreCase(name)) {
                return Optional.of(line.value());
            }
        }
        return Optional.empty();
    }

    /** The values of all lines with this name. */
    public List<String> all(String name) {
        return lines.stream()
                .filter(line -> line.name().equalsIgnoreCase(name))
                .map(HttpHeader::value)
                .toList();
    }

    /** Whether one of the comma-separated elements of this header is {@code element}, without regard to case. */
    public boolean lists(String name, String element) {
        for (HttpHeader line : lines) {
            if (line.name().equalsIgnoreCase(name)) {
                for (String part : line.value().split(",")) {
                    if (part.trim().equalsIgnoreCase(element)) {
                        return true;
                    }
                }
            }
        }
        return false;
    }

    @Override
    public Iterator<HttpHeader> iterator() {
        return lines.iterator();
    }

    /** Names only: values may be secrets. */
    @Override
    public String toString() {
        return lines.stream().map(HttpHeader::name).toList().toString();
    }
}
