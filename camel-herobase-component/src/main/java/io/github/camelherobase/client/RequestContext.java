package io.github.camelherobase.client;

import org.apache.hc.client5.http.protocol.HttpClientContext;

/** What is found out about one request on its way; known to the thread that sends it. */
final class RequestContext extends HttpClientContext {

    /** Once a connection to the server, not only to a proxy, was there to send it on. */
    private boolean reached;

    private boolean endProven;
    /** Null when the answer is not compressed. */
    private EncodedBody encoded;
    /** Of its answer; null when it did not come so far. */
    private TimeLimit limit;
    /** Whether something came, but no answer. */
    private boolean begun;

    boolean isReached() {
        return reached;
    }

    void reached() {
        reached = true;
    }

    boolean isEndProven() {
        return endProven;
    }

    void endProven(boolean proven) {
        endProven = proven;
    }

    EncodedBody encoded() {
        return encoded;
    }

    void encoded(EncodedBody body) {
        encoded = body;
    }

    TimeLimit limit() {
        return limit;
    }

    void limit(TimeLimit ofAnswer) {
        limit = ofAnswer;
    }

    boolean isLate() {
        return limit != null && limit.isPassed();
    }

    boolean hasBegun() {
        return begun;
    }

    void begun() {
        begun = true;
    }
}
