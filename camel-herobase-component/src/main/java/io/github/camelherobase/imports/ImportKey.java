package io.github.camelherobase.imports;

import java.util.ArrayList;
import java.util.List;
import java.util.Map;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.Expression;
import org.apache.camel.support.ExchangeHelper;

import io.github.camelherobase.HerobaseConstants;

/** The option {@code importKey}: the name of a field, or a Simple expression over the lead's fields and the headers. */
public final class ImportKey {

    private final String option;
    private final Expression expression;
    private final List<Part> parts = new ArrayList<>();

    /** One function of the expression. */
    private record Part(String text, Expression expression) {}

    public ImportKey(String option, CamelContext context) {
        this.option = option.trim();
        boolean simple = option.contains("${") || option.contains("$simple{");
        this.expression = simple ? expression(option, context) : null;
        if (simple) {
            functions(option).forEach(text -> parts.add(new Part(text, expression(text, context))));
        }
    }

    private static Expression expression(String text, CamelContext context) {
        Expression expression = context.resolveLanguage("simple").createExpression(text);
        expression.init(context);
        return expression;
    }

    /** The outermost ones. */
    private static List<String> functions(String text) {
        List<String> functions = new ArrayList<>();
        int begin = -1;
        int depth = 0;
        for (int i = 0; i < text.length(); i++) {
            if (text.startsWith("${", i) || text.startsWith("$simple{", i)) {
                begin = depth == 0 ? i : begin;
                depth++;
                i = text.indexOf('{', i);
            } else if (text.charAt(i) == '}' && depth > 0 && --depth == 0) {
                functions.add(text.substring(begin, i + 1));
            }
        }
        return functions;
    }

    public LeadKey of(Exchange importing) {
        if (expression == null) {
            return new FieldKey();
        }
        // The import runs on other threads, and each lead's evaluation sees an exchange of its own.
        return new ExpressionKey(ExchangeHelper.createCopy(importing, true));
    }

    private final class FieldKey implements LeadKey {

        @Override
        public String of(Map<String, String> data, long position) {
            String exact = data.get(option);
            if (exact != null) {
                return exact;
            }
            return data.entrySet().stream()
                    .filter(field -> field.getKey().equalsIgnoreCase(option))
                    .map(Map.Entry::getValue)
                    .findFirst()
                    .orElse(null);
        }

        @Override
        public String name() {
            return option;
        }
    }

    private final class ExpressionKey implements LeadKey {

        private final Exchange snapshot;

        private ExpressionKey(Exchange snapshot) {
            this.snapshot = snapshot;
        }

        @Override
        public String of(Map<String, String> data, long position) {
            Exchange exchange = ExchangeHelper.createCopy(snapshot, true);
            exchange.getMessage().setBody(data);
            exchange.getMessage().setHeader(HerobaseConstants.POSITION, position);
            for (Part part : parts) {
                String value = part.expression().evaluate(exchange, String.class);
                if (value == null || value.isBlank()) {
                    throw new IllegalArgumentException("the part " + part.text()
                            + " of its importKey has no value, so the journal could not tell it from another lead");
                }
            }
            return expression.evaluate(exchange, String.class);
        }

        @Override
        public String name() {
            return option;
        }
    }
}
