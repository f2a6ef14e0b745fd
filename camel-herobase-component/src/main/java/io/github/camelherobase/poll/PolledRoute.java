package io.github.camelherobase.poll;

import java.time.Duration;

import org.apache.camel.AsyncCallback;
import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;

/** The route that a poll loop reads for. */
public interface PolledRoute {

    /** Whether the route runs, neither stopped nor suspended. */
    boolean isReadingAllowed();

    /** Whether the route runs, or is suspended. */
    boolean isRunAllowed();

    /** Between two polls. */
    Duration delay();

    Exchange newExchange();

    void process(Exchange exchange, AsyncCallback callback);

    ExceptionHandler exceptionHandler();

    /** The server has answered. */
    void answered();

    /** A bounded run has come to its end. */
    void finished();

    Thread newReader(Runnable task);
}
