package io.github.camelherobase.imports;

import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.ExchangeHelper;

import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.api.LeadImport;

/** The option {@code importKey}: the name of a field, or a Simple expression over the lead's fields and the headers. */
public final class ImportKey {

    private final String field;
    private final Expression expression;

    public ImportKey(String option, CamelContext context) {
        boolean simple = option.contains("${") || option.contains("$simple{");
        this.field = simple ? null : option.trim();
        this.expression = simple ? context.resolveLanguage("simple").createExpression(option) : null;
        if (simple) {
            expression.init(context);
        }
    }

    public LeadKey of(Exchange importing) {
        if (expression == null) {
            return (lead, position) -> valueOf(lead);
        }
        // The import runs on other threads, and each lead's evaluation sees an exchange of its own.
        Exchange snapshot = ExchangeHelper.createCopy(importing, true);
        return (lead, position) -> {
            Exchange exchange = ExchangeHelper.createCopy(snapshot, true);
            exchange.getMessage().setBody(lead.getData());
            exchange.getMessage().setHeader(HerobaseConstants.POSITION, position);
            return expression.evaluate(exchange, String.class);
        };
    }

    private String valueOf(LeadImport lead) {
        Object exact = lead.getData().get(field);
        if (exact != null) {
            return exact.toString();
        }
        for (Map.Entry<String, Object> entry : lead.getData().entrySet()) {
            if (entry.getKey().equalsIgnoreCase(field) && entry.getValue() != null) {
                return entry.getValue().toString();
            }
        }
        return null;
    }
}
