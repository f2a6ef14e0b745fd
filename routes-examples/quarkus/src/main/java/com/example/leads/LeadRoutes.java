package com.example.leads;

import org.apache.camel.builder.RouteBuilder;

public class LeadRoutes extends RouteBuilder {

    @Override
    public void configure() {
        from("file:leads?include=.*json&moveFailed=.failed/${date:now:yyyyMMddHHmmssSSS}-${file:name}")
                .routeId("leads-in")
                .to("herobase:importLeads");

        from("herobase:simpleLeads?delay={{every}}")
                .routeId("leads-out")
                .to("file:changed?fileName=${body.uniqueId}.json");
    }
}
