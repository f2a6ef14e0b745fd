package io.github.camelherobase.examples.migration;

import java.util.Map;

import org.apache.camel.builder.RouteBuilder;

import io.github.camelherobase.api.HerobaseImportUncertainException;
import io.github.camelherobase.api.HerobaseLeadRejectedException;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.api.LeadImport;

/**
 * Open leads of one HeroBase go into another, whose fields have other names. History is read in small windows, so a stop
 * repeats one window at most; and no lead goes twice, as its old id is its key. The route stops when it is through.
 */
final class MigrationRoutes extends RouteBuilder {

    @Override
    public void configure() {
        // These would fail again. After any other failure the position stays, and the window is read again.
        onException(HerobaseLeadRejectedException.class, HerobaseImportUncertainException.class)
                .handled(true)
                .log("Lead ${body.data[OldId]} of the old HeroBase: ${exception.message}");

        from("herobase:simpleLeads?account=#old&allOpenStatuses=true&allClosedStatuses=false"
                        + "&initialFrom={{begin}}&until={{end}}&windowSize=1h&delay=1000")
                .routeId("migration")
                .transform()
                .body(Lead.class, MigrationRoutes::mapped)
                .to("herobase:importLeads?account=#new&campaignCode={{campaign}}&quotaPriority=low"
                        + "&importKey=OldId&importJournal=#journal");
    }

    private static LeadImport mapped(Lead old) {
        Map<String, String> data = old.getData();
        return new LeadImport()
                .with("OldId", old.getUniqueId())
                .with("PhoneNumber", data.get("Phone"))
                .with("Name", (data.get("FirstName") + " " + data.get("LastName")).strip());
    }
}
