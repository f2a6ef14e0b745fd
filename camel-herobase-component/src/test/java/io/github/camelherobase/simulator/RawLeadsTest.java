package io.github.camelherobase.simulator;

import java.util.Map;

import org.junit.jupiter.api.Test;

import io.github.camelherobase.simulator.service.RawLeadRows;

import static org.assertj.core.api.Assertions.assertThat;

/** "The RawLeads api" on the vendor's page. */
class RawLeadsTest extends ApiTest {

    private void startWithLeads(HerobaseSimulator.Builder builder) {
        start(builder);
        simulator.world().addLead("SPRING25", Map.of("Phone", "1", "FirstName", "Søren, \"S\""));
        simulator.world().addLead("SPRING25", Map.of("Phone", "2"));
    }

    @Test
    void eachRowIsOneFieldOfALead() {
        startWithLeads(builder());
        String expected = "UniqueLeadId,FieldName,FieldValue\r\n"
                + "10000001S3064,Phone,1\r\n"
                + "10000001S3064,FirstName,\"Søren, \"\"S\"\"\"\r\n"
                + "10000001S3064,LastName,\r\n"
                + "10000001S3064,Result,\r\n"
                + "10000002S3064,Phone,2\r\n"
                + "10000002S3064,FirstName,\r\n"
                + "10000002S3064,LastName,\r\n"
                + "10000002S3064,Result,\r\n";
        assertThat(get("/rawleads/csv", "Accept", "application/json").body()).isEqualTo(expected);
        assertThat(get("/rawleads").body()).isEqualTo(expected);
    }

    @Test
    void filtersAreThoseOfSimpleLeads() {
        startWithLeads(builder());
        assertThat(get("/rawleads?UniqueId=10000002S3064").body().lines()).hasSize(5);
        assertThat(get("/rawleads?AllClosedStatuses=true").body().lines()).hasSize(1);
        assertThat(get("/rawleads?ModifiedFrom=2026-05-07").body().lines()).hasSize(1);
        assertThat(get("/rawleads?Statuses=Sold").statusCode()).isEqualTo(400);
    }

    @Test
    void propertiesCanBeRowsToo() {
        startWithLeads(builder().openPoints(points -> points.rawLeadRows(RawLeadRows.PROPERTIES_AND_DATA)));
        assertThat(get("/rawleads/csv").body())
                .contains("10000001S3064,status,New\r\n")
                .contains("10000001S3064,lastModifiedTime,2026-05-06T10:00:00.0000000\r\n")
                .contains("10000001S3064,Phone,1\r\n");
    }
}
