package io.github.camelherobase.client;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;

/** A body whose failures quote nothing of it. */
final class QuotelessInputStream extends FilterInputStream {

    QuotelessInputStream(InputStream body) {
        super(body);
    }

    @Override
    public int read() throws IOException {
        try {
            return super.read();
        } catch (IOException e) {
            throw quoteless(e);
        }
    }

    @Override
    public int read(byte[] target, int offset, int length) throws IOException {
        try {
            return super.read(target, offset, length);
        } catch (IOException e) {
            throw quoteless(e);
        }
    }

    private static IOException quoteless(IOException e) {
        return QuotedContent.without(e) instanceof IOException quoteless ? quoteless : e;
    }
}
