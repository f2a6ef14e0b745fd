package io.github.camelherobase.client;

import org.apache.hc.core5.http.message.BasicHeader;

/** A header with credentials. The HTTP client's log of headers writes what {@link #toString()} gives it. */
final class HiddenHeader extends BasicHeader {

    HiddenHeader(String name, String value) {
        super(name, value, true);
    }

    @Override
    public String toString() {
        return getName() + ": xxxxxx";
    }
}
