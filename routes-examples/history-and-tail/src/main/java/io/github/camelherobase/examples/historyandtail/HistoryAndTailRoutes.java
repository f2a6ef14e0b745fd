package io.github.camelherobase.examples.historyandtail;

import org.apache.camel.builder.RouteBuilder;
import org.springframework.stereotype.Component;

/**
 * A copy of all leads: the tail brings what changes from midnight on, for ever; the history, what was before, and then
 * stops. The tail starts first, so that no change falls between the two.
 */
@Component
class HistoryAndTailRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("direct:upsert")
                .routeId("upsert")
                .startupOrder(1)
                // Whichever route brings it, and however often: an older state never replaces a newer one.
                .to("sql:classpath:sql/upsert.sql");

        from("herobase:simpleLeads?cursorKey=tail&initialFrom=today&delay={{poll.delay}}")
                .routeId("tail")
                .startupOrder(2)
                .to("direct:upsert");

        from("herobase:simpleLeads?cursorKey=history&initialFrom=beginning&until=today&delay={{poll.delay}}"
                        + "&quotaPriority=low")
                .routeId("history")
                .startupOrder(3)
                .to("direct:upsert");
    }
}
