package io.github.camelherobase.benchmark;

import org.apache.camel.Message;

/** Where leads go, and what is kept of them to compare. */
interface Sink extends AutoCloseable {

    void take(Object body, Tally tally) throws Exception;

    /** As it takes them. */
    default Object body(Message message) {
        return message.getBody();
    }

    @Override
    default void close() throws Exception {}
}
