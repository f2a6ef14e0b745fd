package io.github.camelherobase.imports;

import java.nio.file.Path;
import java.util.List;
import java.util.Map;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.journal.FileImportJournal;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.support.ImportSites;

import static org.assertj.core.api.Assertions.assertThat;

/** Somebody who has looked settles doubts by hand. */
class JournalDoubtsTest {

    @Test
    void doubtsAreListedAndSettled(@TempDir Path folder) throws Exception {
        try (HerobaseSimulator simulator = HerobaseSimulator.builder()
                        .account(ImportSites.unlimited())
                        .start();
                FileImportJournal journal = new FileImportJournal(folder.resolve("journal"));
                DefaultCamelContext context = ImportSites.context(simulator.baseUrl())) {
            context.getRegistry().bind("journal", journal);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    errorHandler(noErrorHandler());
                    from("direct:import").to("herobase:importLeads?importKey=Phone&importJournal=#journal");
                }
            });
            context.start();
            HerobaseComponent component = context.getComponent("herobase", HerobaseComponent.class);
            for (String outcome : List.of("NOT_SENT", "ACCEPTED")) {
                simulator.faults().next("POST /leads", Fault.resetBeforeProcessing());
                Exception doubt = send(context, outcome);
                assertThat(component.importDoubts()).hasSize(1);
                String key = component.importDoubts().get(0).split(" ")[0];
                assertThat(send(context, outcome)).hasMessageContaining(key);
                assertThat(doubt).hasMessageContaining(key);

                assertThat(component.settleImportDoubt(key, outcome)).isTrue();
                assertThat(component.settleImportDoubt(key, outcome)).isFalse();
                assertThat(send(context, outcome)).isNull();
            }
            assertThat(simulator.world().leadCount()).isEqualTo(1);
        }
    }

    private static Exception send(DefaultCamelContext context, String phone) {
        return context.createProducerTemplate()
                .request("direct:import", exchange -> exchange.getMessage().setBody(Map.of("Phone", phone)))
                .getException();
    }
}
