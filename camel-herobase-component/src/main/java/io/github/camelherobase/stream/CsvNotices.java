package io.github.camelherobase.stream;

import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicReference;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** What the log says of an endpoint's CSV answers: each thing once. */
public final class CsvNotices {

    private static final Logger LOG = LoggerFactory.getLogger(CsvNotices.class);

    private final AtomicReference<Character> delimiter = new AtomicReference<>(',');
    private final AtomicBoolean unprovenEnd = new AtomicBoolean();

    void recognised(String service, char found) {
        if (delimiter.getAndSet(found) != found) {
            LOG.info(
                    "{}: the columns of the CSV answer are separated by {}, as its first row shows; csvDelimiter sets"
                            + " another",
                    service,
                    CsvBeginning.name(found));
        }
    }

    void unprovenEnd(String service) {
        if (unprovenEnd.compareAndSet(false, true)) {
            LOG.warn(
                    "{}: the server, or a proxy before it, ends the CSV answer by closing the connection, so a cut answer"
                            + " looks like a whole one; csvEnd=trust lets it pass. Said once",
                    service);
        }
    }
}
