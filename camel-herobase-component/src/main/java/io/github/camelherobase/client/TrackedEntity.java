package io.github.camelherobase.client;

import java.io.IOException;
import java.io.OutputStream;

import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;

/** Remembers whether its bytes were asked for: if never, the server cannot have got the request. */
final class TrackedEntity extends HttpEntityWrapper {

    private volatile boolean asked;

    TrackedEntity(HttpEntity entity) {
        super(entity);
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        asked = true;
        super.writeTo(out);
    }

    boolean wasAsked() {
        return asked;
    }
}
