package io.github.camelherobase.option;

import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.support.LogCapture;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatNoException;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A mistyped name of an option or of a value fails the start, and the message says what could have been meant. */
class MistypedOptionsTest {

    private static void start(String uri, boolean consumes) throws Exception {
        try (DefaultCamelContext context = new DefaultCamelContext()) {
            HerobaseConfiguration configuration =
                    context.getComponent("herobase", HerobaseComponent.class).getConfiguration();
            configuration.setBaseUrl("http://localhost:9/api");
            configuration.setUsername("user");
            configuration.setPassword("password");
            configuration.setQuotaSync(0);
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    if (consumes) {
                        from(uri).autoStartup(false).to("mock:end");
                    } else {
                        from("direct:start").to(uri);
                    }
                }
            });
            context.start();
        }
    }

    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "herobase:simpleLeads?initialFrm=30d | did you mean initialFrom?",
                "herobase:simpleLeads?intialFrom=30d | did you mean initialFrom?",
                "herobase:calls?orgCode=A&startTime=today | orgCode",
                "herobase:savedSearch?serchName=All | did you mean searchName?",
                "herobase:importLeads?campainCode=A | did you mean campaignCode?",
                "herobase:simpleLeads?outputType=rwa | expected one of [record, map, row, json, raw]",
                "herobase:savedSearch?searchName=All&format=cvs | expected one of [json, csv]",
                "herobase:importLeads?onRejected=reprot | expected one of [fail, report]",
                "herobase:simpleLeads?onQuotaExceeded=wat | expected one of [wait, fail]",
                "herobase:calls?orgCodes=A&startTime=today&include=campaing | did you mean campaign?",
                "herobase:calls?orgCodes=A&startTime=today&include=user,campaigns | did you mean campaign?",
                "herobase:lead?uniqueId=1&include=dta | did you mean data?",
                "herobase:savedSearch?searchName=All&include=firstProcesedByUser | did you mean firstProcessedByUser?",
                "herobase:users?include=parents | did you mean parent?"
            })
    void failsTheStart(String uri, String remedy) {
        assertThatThrownBy(() -> start(uri, false)).hasStackTraceContaining(remedy);
    }

    @ParameterizedTest
    @ValueSource(
            strings = {
                "herobase:simpleLeads?outputType=RAW",
                "herobase:savedSearch?searchName=All&include=data,somethingOfYours",
                "herobase:calls?orgCodes=A&startTime=today&include=Campaign,USER",
                "herobase:simpleLeads?include=answers,orgUnit"
            })
    void whatIsRightOrLikeNothingPasses(String uri) {
        assertThatNoException().isThrownBy(() -> start(uri, false));
    }

    /** The server passes over it without a word, so it is said here. */
    @ParameterizedTest
    @CsvSource(
            delimiter = '|',
            value = {
                "herobase:savedSearch?searchName=All&include=data,somethingOfYours | [somethingOfYours]",
                "herobase:simpleLeads?include=answers,orgUnit | [orgUnit]",
                "herobase:calls?orgCodes=A&startTime=today&include=Campaign,lead,USER | [lead]",
                "herobase:users?include=manager | [manager]"
            })
    void anIncludeThatIsLikeNothingIsTold(String uri, String names) {
        try (LogCapture log = new LogCapture()) {
            assertThatNoException().isThrownBy(() -> start(uri, false));
            assertThat(log.text()).contains("not known to this component is " + names);
        }
    }

    @Test
    void theMessageOfInitialFromNamesItsOwnForms() {
        assertThatThrownBy(() -> start("herobase:simpleLeads?initialFrom=30days", true))
                .hasStackTraceContaining("initialFrom=30days is no time")
                .hasStackTraceContaining("latest, beginning, or a duration back from now such as 30d");
    }
}
