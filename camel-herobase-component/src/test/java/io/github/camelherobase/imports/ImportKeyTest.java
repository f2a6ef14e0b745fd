package io.github.camelherobase.imports;

import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

/** A key is a field's value, or what an expression makes of fields and headers: never less than all of its parts. */
class ImportKeyTest {

    private final DefaultCamelContext context = new DefaultCamelContext();

    @BeforeEach
    void start() {
        context.start();
    }

    @AfterEach
    void stop() {
        context.stop();
    }

    private LeadKey key(String option, Map<String, Object> headers) {
        Exchange exchange = new DefaultExchange(context);
        exchange.getMessage().setHeaders(new HashMap<>(headers));
        exchange.getMessage().setBody("the whole body");
        LeadKey key = new ImportKey(option, context).of(exchange);
        exchange.getMessage().setHeaders(new HashMap<>());
        return key;
    }

    @Test
    void aFieldIsFoundByItsNameAndElseInAnyCase() {
        LeadKey key = key(" CrmId ", Map.of());
        assertThat(key.name()).isEqualTo("CrmId");
        assertThat(key.of(Map.of("CrmId", "1", "crmid", "2"), 0)).isEqualTo("1");
        assertThat(key.of(Map.of("CRMID", "3", "Phone", "7000"), 0)).isEqualTo("3");
        assertThat(key.of(Map.of("Phone", "7000"), 0)).isNull();
    }

    @Test
    void anExpressionSeesTheFieldsThePositionAndTheHeadersAsTheyWere() {
        LeadKey key =
                key("${header.file}-$simple{body[CrmId]}/${header.CamelHerobasePosition}", Map.of("file", "a.csv"));
        assertThat(key.of(Map.of("CrmId", "1"), 7)).isEqualTo("a.csv-1/7");
        assertThat(key.of(Map.of("CrmId", "2"), 8)).as("each lead anew").isEqualTo("a.csv-2/8");
        assertThat(key.name()).contains("${header.file}");
    }

    /** Such a key would be the same for each lead that lacks it. */
    @Test
    void aPartWithoutAValueIsNamed() {
        LeadKey key = key("crm-${body[CrmId]}-${header.file}", Map.of("file", "a.csv"));
        assertThat(key.of(Map.of("CrmId", "1"), 0)).isEqualTo("crm-1-a.csv");
        for (Map<String, String> without : List.of(Map.<String, String>of(), Map.of("CrmId", " "))) {
            assertThatThrownBy(() -> key.of(without, 0))
                    .hasMessageContaining("${body[CrmId]}")
                    .hasMessageNotContaining("header.file");
        }
        assertThatThrownBy(() ->
                        key("crm}-{${body[CrmId]}}-${header.file}", Map.of()).of(Map.of("CrmId", "1"), 0))
                .hasMessageContaining("the part ${header.file} ");
    }

    @Test
    void aFunctionWithinAnotherIsAPartOfIt() {
        LeadKey key = key("x${bean:type:java.lang.String?method=valueOf(${body[CrmId]})}", Map.of());
        assertThat(key.of(Map.of("CrmId", "1"), 0)).isEqualTo("x1");
    }
}
