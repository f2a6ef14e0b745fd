package io.github.camelherobase;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.nio.file.Path;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

import io.github.camelherobase.api.HerobaseAccount;
import io.github.camelherobase.journal.FileImportJournal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A mistake in a route fails its start, with the mistake and the remedy in the message. */
class ConfigurationTest {

    private static final String ACCOUNT = "baseUrl=https://wshero01.herobase.com/api&username=u&password=p4ssw0rd";

    @ParameterizedTest
    @CsvSource(delimiter = '|', textBlock = """
        importLead?ACCOUNT                               | importLead is no operation | importLeads, simpleLeads
        simpleLeads?ACCOUNT&modifiedFrm=today            | modifiedFrm                | did you mean modifiedFrom?
        importLeads?ACCOUNT&modifiedFrom=today           | does not take the option modifiedFrom | belongs to simpleLeads
        simpleLeads?ACCOUNT&campaignCode=A               | does not take the option campaignCode | belongs to importLeads
        simpleLeads?ACCOUNT&statuses=UserProcesed        | unknown name UserProcesed  | UserProcessed
        simpleLeads?ACCOUNT&leadClosures=Sucess          | unknown name Sucess        | Success
        simpleLeads?ACCOUNT&modifiedFrom=tomorow         | modifiedFrom=tomorow is no time | today, yesterday
        importLeads?username=u&password=p4ssw0rd         | Neither baseUrl nor subdomain | https://wshero01.herobase.com/api
        importLeads?subdomain=wshero01&password=p4ssw0rd | username is not set        | camel.component.herobase.username
        importLeads?subdomain=wshero01&username=u        | password is not set        | camel.component.herobase.password
        importLeads?ACCOUNT&subdomain=wshero01           | both set                   | keep one
        importLeads?ACCOUNT&timeZone=Denmark/Odense      | timeZone=Denmark/Odense    | Europe/Copenhagen
        importLeads?ACCOUNT&importConcurrency=0          | importConcurrency=0        | 1 to 100
        importLeads?ACCOUNT&responseTimeout=0            | responseTimeout            | longer than 0
        importLeads?ACCOUNT&onQuotaExceeded=sleep        | sleep                      | onQuotaExceeded
        importLeads?ACCOUNT&quotaPriority=urgent         | urgent                     | quotaPriority
        importLeads?ACCOUNT&quotaReserve=-1              | quotaReserve=-1            | 0 or more
        importLeads?ACCOUNT&quotaSync=5s                 | quotaSync=5000 ms          | at least 1m
        importLeads?ACCOUNT&quotaStore=#nowhere          | nowhere                    | quotaStore
        importLeads?baseUrl=http://wshero01.herobase.com/api&username=u&password=p4ssw0rd | plain http | use https
        importLeads?baseUrl=ftp://wshero01.herobase.com&username=u&password=p4ssw0rd | scheme must be https | https://wshero01
        importLeads?account=#north&username=u            | account and username       | drop account
        """)
    void aMistakeFailsTheStart(String uri, String mistake, String remedy) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("north", new HerobaseAccount());
            context.addRoutes(route(uri.replace("ACCOUNT", ACCOUNT)));
            assertThatThrownBy(context::start)
                    .hasStackTraceContaining(mistake)
                    .hasStackTraceContaining(remedy)
                    .satisfies(e -> assertThat(stackTrace(e)).doesNotContain("p4ssw0rd"));
        }
    }

    @ParameterizedTest
    @CsvSource({
        "https://wshero01.herobase.com/api, https://wshero01.herobase.com/api",
        "' https://wshero01.herobase.com/api/ ', https://wshero01.herobase.com/api",
        "wshero01.herobase.com, https://wshero01.herobase.com/api",
        "HTTPS://WSHERO01.herobase.com//, https://wshero01.herobase.com/api",
        "https://proxy.example.com:8443/hero, https://proxy.example.com:8443/hero/api",
        "http://localhost:8080/api, http://localhost:8080/api",
        "http://127.0.0.1:8080, http://127.0.0.1:8080/api",
        "http://[::1]:8080/api, http://[::1]:8080/api"
    })
    void anAddressIsPutRight(String typed, String meant) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            HerobaseComponent component = context.getComponent("herobase", HerobaseComponent.class);
            component.getConfiguration().setBaseUrl(typed);
            component.getConfiguration().setUsername("u");
            component.getConfiguration().setPassword("p4ssw0rd");
            context.addRoutes(route("importLeads"));
            context.start();
            HerobaseEndpoint endpoint = context.getEndpoint("herobase:importLeads", HerobaseEndpoint.class);
            assertThat(endpoint.getServiceUrl()).isEqualTo(meant);
        }
    }

    @Test
    void anAccountBeanServesAnEndpoint() throws Exception {
        HerobaseAccount north = new HerobaseAccount();
        north.setSubdomain("wshero07");
        north.setUsername("u");
        north.setPassword("p4ssw0rd");
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.getRegistry().bind("north", north);
            context.addRoutes(route("importLeads?account=#north"));
            context.start();
            assertThat(context.getEndpoint("herobase:importLeads?account=#north", HerobaseEndpoint.class)
                            .getServiceUrl())
                    .isEqualTo("https://wshero07.herobase.com/api");
        }
        assertThat(north.toString()).doesNotContain("p4ssw0rd");
    }

    @Test
    void theComponentsJournalConcernsWhatImportsAlone(@TempDir Path folder) throws Exception {
        for (String uri : new String[] {"lead?", "campaigns?", "importLeads?importKey=CrmId&"}) {
            assertThatCode(() -> startWithAJournal(folder, uri)).doesNotThrowAnyException();
        }
        assertThatThrownBy(() -> startWithAJournal(folder, "importLeads?"))
                .hasStackTraceContaining("importJournal is set, but not importKey");
    }

    private static void startWithAJournal(Path folder, String uri) throws Exception {
        try (FileImportJournal journal = new FileImportJournal(folder.resolve("leads.import"));
                DefaultCamelContext context = new DefaultCamelContext()) {
            context.getComponent("herobase", HerobaseComponent.class)
                    .getConfiguration()
                    .setImportJournal(journal);
            context.addRoutes(route(uri + ACCOUNT));
            context.start();
        }
    }

    @Test
    void endpointsOfOneAccountMustAgreeOnFairUse() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(route("importLeads?" + ACCOUNT));
            context.addRoutes(route("simpleLeads?fairUse=false&" + ACCOUNT));
            assertThatThrownBy(context::start).hasStackTraceContaining("set the same on all of them");
        }
    }

    @Test
    void memoryIsTheWordForNoQuotaStore() throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            context.addRoutes(route("importLeads?quotaStore=memory&" + ACCOUNT));
            context.addRoutes(route("simpleLeads?" + ACCOUNT));
            context.start();
            assertThat(context.getEndpoints())
                    .filteredOn(HerobaseEndpoint.class::isInstance)
                    .hasSize(2)
                    .allSatisfy(endpoint -> assertThat(((HerobaseEndpoint) endpoint)
                                    .getConfiguration()
                                    .getQuotaStore())
                            .isNull());
        }
    }

    private static RouteBuilder route(String uri) {
        return new RouteBuilder() {
            @Override
            public void configure() {
                from("direct:" + uri.hashCode()).to("herobase:" + uri);
            }
        };
    }

    private static String stackTrace(Throwable e) {
        StringWriter text = new StringWriter();
        e.printStackTrace(new PrintWriter(text));
        return text.toString();
    }
}
