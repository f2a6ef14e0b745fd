package io.github.camelherobase.quickstart;

import java.util.Iterator;
import java.util.Map;
import java.util.Set;
import java.util.Spliterator;
import java.util.Spliterators;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

import org.apache.camel.Exchange;

import io.github.camelherobase.api.Lead;

/**
 * Which leads were in HeroBase when this worker started: those of a file that an earlier worker did not end must not be
 * sent twice. An import journal will take this place.
 */
final class ReadBack {

    private final Set<String> customerNumbers = ConcurrentHashMap.newKeySet();

    void found(Lead lead) {
        customerNumbers.add(lead.getData().get(SourceLead.KEY));
    }

    /** Of the body's leads only those stay that are not in HeroBase; they are still read one by one. */
    void leaveOutFound(Exchange exchange) {
        Iterator<?> leads = exchange.getMessage().getBody(Iterator.class);
        Stream<?> stream = StreamSupport.stream(Spliterators.spliteratorUnknownSize(leads, Spliterator.ORDERED), false);
        exchange.getMessage()
                .setBody(stream.filter(lead -> !customerNumbers.contains(((Map<?, ?>) lead).get(SourceLead.KEY)))
                        .iterator());
    }
}
