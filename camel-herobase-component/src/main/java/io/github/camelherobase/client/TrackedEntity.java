package io.github.camelherobase.client;

import java.io.IOException;
import java.io.OutputStream;

import org.apache.hc.core5.http.EndpointDetails;
import org.apache.hc.core5.http.HttpEntity;
import org.apache.hc.core5.http.io.entity.HttpEntityWrapper;
import org.apache.hc.core5.http.protocol.HttpCoreContext;

/** Remembers whether any of its bytes may have left: if none, the server cannot have got the request. */
final class TrackedEntity extends HttpEntityWrapper {

    private final HttpCoreContext context;
    private volatile boolean asked;
    private volatile long sentBefore;

    private final HerobaseRequest.Departure departure;

    /**
     * @param context of the request, which knows its connection
     * @param departure asked before the first byte
     */
    TrackedEntity(HttpEntity entity, HttpCoreContext context, HerobaseRequest.Departure departure) {
        super(entity);
        this.context = context;
        this.departure = departure;
    }

    @Override
    public void writeTo(OutputStream out) throws IOException {
        departure.begin();
        sentBefore = sent();
        asked = true;
        super.writeTo(out);
    }

    /** False when it was never asked for its bytes, or the system took not one of them: the first write failed. */
    boolean mayHaveLeft() {
        return asked && (sent() < 0 || sent() > sentBefore);
    }

    private long sent() {
        EndpointDetails connection = context.getEndpointDetails();
        return connection == null ? -1 : connection.getSentBytesCount();
    }
}
