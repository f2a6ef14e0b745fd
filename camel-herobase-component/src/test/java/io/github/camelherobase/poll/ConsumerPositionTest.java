package io.github.camelherobase.poll;

import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Queue;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

import io.github.camelherobase.api.Lead;
import io.github.camelherobase.support.ConsumerTestSupport;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Whatever threads, queues and failures a route is made of, the position never passes a lead that is not done. */
class ConsumerPositionTest extends ConsumerTestSupport {

    private static final int LEADS = 200;

    private final Random random = new Random(20_261_125);
    private final AtomicInteger failures = new AtomicInteger();
    private final Set<String> done = ConcurrentHashMap.newKeySet();
    private final Queue<String> passedUnfinished = new ConcurrentLinkedQueue<>();
    private final AtomicInteger moves = new AtomicInteger();

    /** Looks at each position before it is stored. */
    private final class WatchedPositions extends MemoryStateRepository {

        private static final Pattern POSITION = Pattern.compile("\"position\":\"([^\"]+)\"");

        @Override
        public void setState(String key, String entry) {
            Matcher matcher = POSITION.matcher(entry);
            assertThat(matcher.find()).isTrue();
            Instant position = Instant.parse(matcher.group(1));
            simulator
                    .world()
                    .leads()
                    .filter(lead -> lead.lastModifiedTime().isBefore(position) && !done.contains(lead.uniqueId()))
                    .forEach(lead -> passedUnfinished.add(lead.uniqueId()));
            moves.incrementAndGet();
            super.setState(key, entry);
        }
    }

    /** A way to let a lead go through a route. */
    enum Way {
        SAME_THREAD {
            @Override
            void configure(RouteBuilder routes, String uri, ConsumerPositionTest test) {
                routes.from(uri).routeId("feed").process(test::perhapsFail).process(test::finish);
            }
        },
        OTHER_THREADS {
            @Override
            void configure(RouteBuilder routes, String uri, ConsumerPositionTest test) {
                routes.from(uri)
                        .routeId("feed")
                        .threads(5)
                        .process(test::perhapsFail)
                        .process(test::finish);
            }
        },
        DELAYED_ASYNCHRONOUSLY {
            @Override
            void configure(RouteBuilder routes, String uri, ConsumerPositionTest test) {
                routes.from(uri)
                        .routeId("feed")
                        .delay(5)
                        .asyncDelayed()
                        .process(test::perhapsFail)
                        .process(test::finish);
            }
        },
        QUEUE_THAT_IS_FULL {
            @Override
            void configure(RouteBuilder routes, String uri, ConsumerPositionTest test) {
                routes.from(uri).routeId("feed").to("seda:work?size=10");
                routes.from("seda:work?size=10&concurrentConsumers=3")
                        .threads(3)
                        .process(test::perhapsFail)
                        .process(test::finish);
            }
        },
        PARALLEL_MULTICAST {
            @Override
            void configure(RouteBuilder routes, String uri, ConsumerPositionTest test) {
                routes.from(uri)
                        .routeId("feed")
                        .multicast()
                        .parallelProcessing()
                        .stopOnException()
                        .to("direct:audit", "direct:work");
                routes.from("direct:audit").process(test::perhapsFail);
                routes.from("direct:work").process(test::finish);
            }
        },
        BATCHES {
            @Override
            void configure(RouteBuilder routes, String uri, ConsumerPositionTest test) {
                routes.from(uri + "&batchSize=7")
                        .routeId("feed")
                        .threads(5)
                        .process(test::perhapsFail)
                        .process(test::finish);
            }
        };

        abstract void configure(RouteBuilder routes, String uri, ConsumerPositionTest test);
    }

    private void perhapsFail(Exchange exchange) {
        if (random.nextInt(10) < 2) {
            failures.incrementAndGet();
            throw new IllegalStateException("now and then");
        }
    }

    private void finish(Exchange exchange) {
        Object body = exchange.getMessage().getBody();
        List<?> leads = body instanceof List<?> batch ? batch : List.of(body);
        leads.forEach(lead -> done.add(((Lead) lead).getUniqueId()));
    }

    @ParameterizedTest
    @EnumSource
    void thePositionNeverPassesAnUnfinishedLead(Way way) throws Exception {
        for (int i = 0; i < LEADS; i++) {
            addLeads(1);
            clock.advance(Duration.ofMinutes(1));
        }
        WatchedPositions positions = new WatchedPositions();
        context.getRegistry().bind("watched", positions);
        String uri = uri("&windowSize=10m&maxInFlight=30")
                .replace("#store", "#watched")
                .replace("beginning", "2026-05-06T08:00:00Z");
        context.addRoutes(new RouteBuilder() {
            @Override
            public void configure() {
                errorHandler(noErrorHandler());
                way.configure(this, uri, ConsumerPositionTest.this);
            }
        });
        context.start();
        await().atMost(Duration.ofSeconds(60)).untilAsserted(() -> {
            clock.advance(Duration.ofSeconds(7));
            assertThat(done).hasSizeGreaterThanOrEqualTo(LEADS);
            // Until one comes that has just changed, the position stays behind the newest.
            addLeads(1);
            assertThat(consumer().getPosition()).isGreaterThan("2026-05-06T11:18");
        });
        assertThat(passedUnfinished).isEmpty();
        assertThat(failures.get()).isPositive();
        assertThat(moves.get()).as("several windows").isGreaterThan(3);
    }
}
