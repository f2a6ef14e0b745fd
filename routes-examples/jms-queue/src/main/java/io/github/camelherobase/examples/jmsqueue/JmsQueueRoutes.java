package io.github.camelherobase.examples.jmsqueue;

import org.apache.camel.builder.endpoint.EndpointRouteBuilder;

import io.github.camelherobase.api.HerobaseImportUncertainException;
import io.github.camelherobase.api.HerobaseInvalidRequestException;
import io.github.camelherobase.api.HerobaseLeadRejectedException;
import io.github.camelherobase.dsl.HerobaseEndpointBuilderFactory.HerobaseEndpointBuilder;

import static io.github.camelherobase.dsl.endpoint.StaticEndpointBuilders.herobase;

/**
 * Leads as JSON messages: those of {@code leads.web} go first when quota is short, those of {@code leads.list} wait.
 * Without connection or quota the broker delivers again; that is safe, as each lead has a key.
 */
final class JmsQueueRoutes extends EndpointRouteBuilder {

    @Override
    public void configure() {
        // Delivering these again would change nothing; people look at them.
        onException(HerobaseLeadRejectedException.class, HerobaseInvalidRequestException.class)
                .handled(true)
                .setHeader("reason", simple("${exception.message}"))
                .to(jms("queue:leads.rejected"));
        onException(HerobaseImportUncertainException.class)
                .handled(true)
                .setHeader("reason", simple("${exception.message}"))
                .to(jms("queue:leads.doubtful"));

        from(jms("queue:leads.web")).routeId("web").to(importLeads("high"));

        from(jms("queue:leads.list")).routeId("list").to(importLeads("low"));
    }

    private static HerobaseEndpointBuilder importLeads(String priority) {
        return herobase("importLeads")
                .campaignCode("{{campaign}}")
                .importKey("CrmId")
                .importJournal("#journal")
                .quotaPriority(priority);
    }
}
