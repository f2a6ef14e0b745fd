package io.github.camelherobase.imports;

import java.io.StringReader;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.Future;

import org.apache.camel.CamelContext;
import org.apache.camel.Exchange;
import org.apache.camel.ProducerTemplate;
import org.apache.camel.builder.AggregationStrategies;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.Model;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.support.PluginHelper;
import org.apache.camel.support.ResourceHelper;
import org.apache.camel.support.processor.idempotent.MemoryIdempotentRepository;
import org.apache.camel.util.concurrent.ThreadPoolRejectedPolicy;
import org.apache.camel.xml.in.ModelParser;

import io.github.camelherobase.HerobaseComponent;
import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.imports.UnusualImportRoutesTest.Way;

/** Ways of {@link UnusualImportRoutesTest} that are written in XML and YAML, that undo, intercept, cancel or come from templates. */
final class FurtherImportWays {

    static final Map<String, Way> ALL = new LinkedHashMap<>();

    private static final String XML_REDELIVERY = """
            <onException>
              <exception>java.lang.Exception</exception>
              <redeliveryPolicy maximumRedeliveries="2" redeliveryDelay="0" logExhausted="false"/>
            </onException>
            """;

    static {
        ALL.put(
                "XML, redelivered",
                b -> xml(b, "<route><from uri='direct:in'/>" + XML_REDELIVERY + "<to uri='direct:body'/></route>"));
        ALL.put("XML, failover and the step again", b -> xml(b, """
                <route><from uri="direct:in"/>
                  <doTry>
                    <loadBalance><failoverLoadBalancer maximumFailoverAttempts="2"/>
                      <to uri="direct:body"/><to uri="direct:body"/>
                    </loadBalance>
                    <doCatch><exception>java.lang.Exception</exception><to uri="direct:tried"/></doCatch>
                  </doTry>
                  <to uri="direct:tried2"/>
                </route>
                """));
        ALL.put("split in XML, in a parallel multicast in a loop", b -> xml(b, """
                        <route><from uri="direct:in"/>
                          <multicast parallelProcessing="true"><to uri="direct:xmlLoop"/><to uri="direct:xmlLoop"/></multicast>
                        </route>
                        <route><from uri="direct:xmlLoop"/>
                          <loop copy="true"><constant>2</constant>
                            <split><simple>${body}</simple><to uri="direct:oneTried"/></split>
                          </loop>
                        </route>
                        """));
        ALL.put("XML, a circuit breaker with a fallback", b -> xml(b, """
                <route><from uri="direct:in"/>
                  <circuitBreaker>
                    <resilience4jConfiguration timeoutEnabled="true" timeoutDuration="5000"/>
                    <to uri="direct:body"/>
                    <onFallback><to uri="direct:tried"/></onFallback>
                  </circuitBreaker>
                </route>
                """));
        ALL.put("XML, a saga with a compensation, and again", b -> xml(b, """
                <route><from uri="direct:in"/>
                  <doTry>
                    <to uri="direct:xmlSaga"/>
                    <doCatch><exception>java.lang.Exception</exception><to uri="direct:tried"/></doCatch>
                  </doTry>
                </route>
                <route><from uri="direct:xmlSaga"/>
                  <saga><compensation uri="log:undone?level=OFF"/><completion uri="log:done?level=OFF"/>
                    <to uri="direct:body"/>
                  </saga>
                </route>
                """));
        ALL.put("a saga in a saga, with a compensation", b -> {
            redelivering(b, "direct:in").to("direct:saga");
            b.from("direct:saga")
                    .saga()
                    .compensation("log:undone?level=OFF")
                    .to("direct:inner")
                    .to("direct:tried");
            b.from("direct:inner").saga().compensation("log:undone?level=OFF").to("direct:body");
        });
        ALL.put("YAML, a Kamelet of the jar as a sink, with a dead letter", b -> yaml(b, """
                - route:
                    errorHandler:
                      deadLetterChannel:
                        deadLetterUri: direct:restored
                        useOriginalBody: true
                        redeliveryPolicy:
                          maximumRedeliveries: 2
                          redeliveryDelay: "0"
                          logExhausted: false
                    from:
                      uri: direct:in
                      steps:
                        - to: direct:yamlBody
                - route:
                    errorHandler:
                      noErrorHandler: {}
                    from:
                      uri: direct:yamlBody
                      steps:
                        - setBody:
                            exchangeProperty: body
                        - to:
                            uri: kamelet:herobase-leads-sink
                            parameters:
                              baseUrl: "%s"
                              username: "%s"
                              password: "%s"
                              campaignCode: "%s"
                """));
        ALL.put("YAML, a route template that is used twice", b -> yaml(b, """
                - routeTemplate:
                    id: importing
                    parameters:
                      - name: from
                    from:
                      uri: "direct:{{from}}"
                      steps:
                        - doTry:
                            steps:
                              - to: direct:body
                            doCatch:
                              - exception:
                                  - java.lang.Exception
                                steps:
                                  - log:
                                      message: again
                                      loggingLevel: "OFF"
                - templatedRoute:
                    routeTemplateRef: importing
                    parameters:
                      - name: from
                        value: first
                - templatedRoute:
                    routeTemplateRef: importing
                    parameters:
                      - name: from
                        value: second
                - route:
                    from:
                      uri: direct:in
                      steps:
                        - to: direct:first
                        - to: direct:second
                """));
        ALL.put("a Kamelet as the dead letter of another", b -> {
            b.routeTemplate("first-sink").from("kamelet:source").to("direct:body");
            b.routeTemplate("last-sink").from("kamelet:source").to("direct:tried");
            b.from("direct:in")
                    .errorHandler(b.deadLetterChannel("kamelet:last-sink")
                            .useOriginalMessage()
                            .maximumRedeliveries(1)
                            .redeliveryDelay(0)
                            .logExhausted(false))
                    .to("kamelet:first-sink");
        });
        ALL.put("split, groups by correlation", b -> {
            b.from("direct:in")
                    .split(b.body())
                    .aggregate(b.method(FurtherImportWays.class, "half"), AggregationStrategies.groupedBody())
                    .completionOnNewCorrelationGroup()
                    .completionTimeout(100)
                    .to("direct:halves")
                    .end();
            redelivering(b, "direct:halves").to("direct:one");
        });
        ALL.put("idempotent consumer that marks duplicates only", b -> {
            redelivering(b, "direct:in").to("direct:marked");
            b.from("direct:marked")
                    .idempotentConsumer(
                            b.simple("${exchangeId}"), MemoryIdempotentRepository.memoryIdempotentRepository(10))
                    .skipDuplicate(false)
                    .to("direct:body")
                    .end();
        });
        ALL.put("threads that the caller runs", b -> {
            redelivering(b, "direct:in").to("direct:callerRuns");
            b.from("direct:callerRuns")
                    .multicast()
                    .parallelProcessing()
                    .to("direct:crowd", "direct:crowd", "direct:crowd")
                    .end()
                    .to("direct:body");
            b.from("direct:crowd")
                    .threads(1, 1)
                    .maxQueueSize(1)
                    .rejectedPolicy(ThreadPoolRejectedPolicy.CallerRuns)
                    .to("direct:tried");
        });
        ALL.put("loop while, redelivered within and without", b -> {
            redelivering(b, "direct:in").to("direct:while");
            b.from("direct:while")
                    .setProperty("rounds", b.constant(0))
                    .loopDoWhile(b.simple("${exchangeProperty.rounds} < 3"))
                    .process(exchange ->
                            exchange.setProperty("rounds", exchange.getProperty("rounds", 0, int.class) + 1))
                    .to("direct:body")
                    .end();
        });
        ALL.put("validate behind the import", b -> {
            redelivering(b, "direct:in").to("direct:validated");
            b.from("direct:validated")
                    .to("direct:body")
                    .process(exchange -> exchange.setProperty("seen", exchange.getProperty("seen", 0, int.class) + 1))
                    .validate()
                    .simple("${exchangeProperty.seen} > 5");
        });
        ALL.put("enrich in a redelivered route, which tells its failure", b -> {
            redelivering(b, "direct:in").to("direct:enriching");
            b.from("direct:enriching")
                    .enrich(
                            "direct:body",
                            (original, resource) -> {
                                if (resource != null && resource.getException() != null) {
                                    original.setException(resource.getException());
                                }
                                return original;
                            },
                            true,
                            true)
                    .to("direct:tried");
        });
        ALL.put("futures of a template, cancelled", b -> b.from("direct:in").process(exchange -> {
            ProducerTemplate template = exchange.getContext().createProducerTemplate();
            Future<Exchange> first = template.asyncSend("direct:tried", exchange.copy());
            Future<Exchange> second = template.asyncSend("direct:tried2", exchange.copy());
            first.cancel(false);
            second.cancel(false);
            template.send("direct:tried", exchange);
        }));
        ALL.put("an endpoint of the registry", b -> {
            b.getContext().getRegistry().bind("importer", b.getContext().getEndpoint(UnusualImportRoutesTest.IMPORT));
            redelivering(b, "direct:in").to("direct:ref");
            b.from("direct:ref").process(FurtherImportWays::body).to("ref:importer");
        });
        ALL.put("multicast that prepares, stops and comes again", b -> {
            // Camel does not redeliver what a multicast has given up.
            b.from("direct:in")
                    .doTry()
                    .to("direct:prepared")
                    .doCatch(Exception.class)
                    .to("direct:prepared")
                    .end();
            b.from("direct:prepared")
                    .multicast()
                    .stopOnException()
                    .onPrepare(FurtherImportWays::body)
                    .to("direct:body", "direct:body")
                    .end();
        });
        ALL.put("recipient list that stops and comes again", b -> {
            redelivering(b, "direct:in").to("direct:listed");
            b.from("direct:listed")
                    .recipientList(b.constant("direct:body,direct:tried,direct:body"))
                    .stopOnException()
                    .parallelProcessing();
        });
        ALL.put("wire tap with a body of its own", b -> b.from("direct:in")
                .wireTap("direct:tried")
                .copy(true)
                .onPrepare(FurtherImportWays::body)
                .end()
                .to("direct:tried2"));
        ALL.put("on completion of failures", b -> b.from("direct:in")
                .onCompletion()
                .onFailureOnly()
                .process(FurtherImportWays::body)
                .to("direct:tried")
                .end()
                .to("direct:body"));
        ALL.put("on completion in parallel", b -> b.from("direct:in")
                .onCompletion()
                .parallelProcessing()
                .process(FurtherImportWays::body)
                .to("direct:tried")
                .end()
                .to("direct:tried2"));
        ALL.put("weighted, in a loop", b -> b.from("direct:in")
                .loop(3)
                .loadBalance()
                .weighted(true, "2,1")
                .to("direct:tried", "direct:tried2")
                .end()
                .end());
        ALL.put("routing slip in a redelivered route", b -> {
            redelivering(b, "direct:in").to("direct:slip");
            b.from("direct:slip").routingSlip(b.constant("direct:body,direct:tried2,direct:body"));
        });
        ALL.put("to a dynamic address, redelivered", b -> {
            redelivering(b, "direct:in").to("direct:dynamic");
            b.from("direct:dynamic")
                    .process(FurtherImportWays::body)
                    .toD("herobase:importLeads?importConcurrency=${random(1,9)}");
        });
    }

    private FurtherImportWays() {}

    /** Three of a split's elements each. */
    public static int half(Exchange exchange) {
        return exchange.getProperty(Exchange.SPLIT_INDEX, 0, int.class) / 3;
    }

    private static ProcessorDefinition<?> redelivering(RouteBuilder b, String from) {
        return b.from(from)
                .errorHandler(b.defaultErrorHandler()
                        .maximumRedeliveries(2)
                        .redeliveryDelay(0)
                        .logExhausted(false));
    }

    private static void body(Exchange exchange) {
        exchange.getMessage().setBody(exchange.getProperty("body"));
    }

    private static void xml(RouteBuilder b, String routes) {
        try {
            String text = "<routes xmlns='http://camel.apache.org/schema/xml-io'>" + routes + "</routes>";
            b.getContext()
                    .getCamelContextExtension()
                    .getContextPlugin(Model.class)
                    .addRouteDefinitions(
                            new ModelParser(new StringReader(text), "http://camel.apache.org/schema/xml-io")
                                    .parseRoutesDefinition()
                                    .orElseThrow()
                                    .getRoutes());
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    /** @param routes may hold four places, for the account and the campaign */
    private static void yaml(RouteBuilder b, String routes) {
        CamelContext context = b.getContext();
        HerobaseConfiguration configuration =
                context.getComponent("herobase", HerobaseComponent.class).getConfiguration();
        try {
            PluginHelper.getRoutesLoader(context)
                    .loadRoutes(ResourceHelper.fromString(
                            "ways.yaml",
                            routes.contains("%s")
                                    ? routes.formatted(
                                            configuration.getBaseUrl(),
                                            configuration.getUsername(),
                                            configuration.getPassword(),
                                            configuration.getCampaignCode())
                                    : routes));
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
