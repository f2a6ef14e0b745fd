package io.github.camelherobase;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.lang.management.ManagementFactory;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiFunction;
import java.util.function.Consumer;
import javax.management.JMException;
import javax.management.MBeanAttributeInfo;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import javax.management.RuntimeMBeanException;

import org.apache.camel.Exchange;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.model.errorhandler.DefaultErrorHandlerDefinition;
import org.apache.camel.support.processor.state.MemoryStateRepository;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.api.HerobaseImportAbortedException;
import io.github.camelherobase.api.ImportReport;
import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;
import io.github.camelherobase.simulator.fault.Fault;
import io.github.camelherobase.simulator.fault.Faults;
import io.github.camelherobase.simulator.http.HttpAnswer;
import io.github.camelherobase.support.Failure;
import io.github.camelherobase.support.LogCapture;
import io.github.camelherobase.support.Routes;

import static org.assertj.core.api.Assertions.assertThat;
import static org.awaitility.Awaitility.await;

/** Neither a secret nor a field value of a lead is in any log line, exception or managed attribute. */
class PrivacyTest {

    private static final String USER = "api@example.com";
    private static final String PASSWORD = "Kodeord-æ7%Zq";
    private static final String CREDENTIALS = base64(USER + ":" + PASSWORD);

    /** One value begins another one, in the order in which that is hard to mask. */
    private static final Map<String, String> LEAD = new LinkedHashMap<>();

    static {
        LEAD.put("LastName", "Annika");
        LEAD.put("FirstName", "Annika Søndergård & \"Kompagni\"");
        LEAD.put("Phone", "+45 7000-7777");
    }

    /** What unkind servers repeat: as text, as JSON with and without escapes, and as HTML. */
    private static final List<String> ECHOES = List.of(
            String.join(" ", LEAD.values()) + " Basic " + CREDENTIALS + " " + PASSWORD + " " + base64(PASSWORD),
            "Annika S\\u00f8nderg\\u00e5rd & \\\"Kompagni\\\"",
            "Annika S&#248;nderg&#xE5;rd &amp; &quot;Kompagni&quot;");

    private static final List<String> PRIVATE = List.of(
            PASSWORD,
            CREDENTIALS,
            base64(PASSWORD),
            "Annika",
            "ndergård",
            "nderg\\u00e5rd",
            "nderg&",
            "Kompagni",
            "7000-7777");

    private final LogCapture log = new LogCapture();
    private final StringBuilder said = new StringBuilder();
    private HerobaseSimulator simulator;

    @BeforeEach
    void begin() {
        simulator = HerobaseSimulator.builder()
                .account(AccountSpec.named(USER, PASSWORD))
                .start();
        simulator.world().addLead("SPRING25", LEAD);
        simulator.world().addLead("SPRING25", LEAD);
    }

    @AfterEach
    void end() {
        simulator.close();
        log.close();
    }

    /** Does something in a context of its own, and looks at what that says. */
    private void watch(Consumer<Routes> what) throws Exception {
        try (Routes routes = new Routes(simulator, context -> {
            HerobaseConfiguration configuration =
                    context.getComponent("herobase", HerobaseComponent.class).getConfiguration();
            configuration.setUsername(USER);
            configuration.setPassword(PASSWORD);
            context.getCamelContextExtension().setErrorHandlerFactory(new DefaultErrorHandlerDefinition());
            addManagedRoutes(context);
        })) {
            what.accept(routes);
            said.append(managed(routes.context));
        }
    }

    /** A refusal for want of quota holds for what comes after it too, so each of those has a context of its own. */
    private void watchAll(List<Failure> failures, BiFunction<Routes, Failure, Exchange> call) throws Exception {
        watch(routes -> failures.stream()
                .filter(failure -> failure.status() != 429)
                .forEach(failure -> fail(routes, failure, call)));
        for (Failure failure : failures) {
            if (failure.status() == 429) {
                watch(routes -> fail(routes, failure, call));
            }
        }
    }

    private void fail(Routes routes, Failure failure, BiFunction<Routes, Failure, Exchange> call) {
        failure.inject().accept(simulator);
        noteFailed(call.apply(routes, failure));
    }

    /** Endpoints whose addresses hold what JMX must not show. */
    private static void addManagedRoutes(DefaultCamelContext context) {
        try {
            context.addRoutes(new RouteBuilder() {
                @Override
                public void configure() {
                    String account = "username=" + USER + "&password=RAW(" + PASSWORD + ")";
                    from("direct:managedExport").to("herobase:simpleLeads?uniqueId=planted5&" + account);
                    from("direct:managedImport").to("herobase:importLeads?leadPool=planted6&" + account);
                }
            });
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }

    @Test
    void successesSayNothing() throws Exception {
        watch(routes -> {
            note(routes.export("password=RAW(" + PASSWORD + ")&username=" + USER));
            note(routes.importing(LEAD, "password=RAW(" + PASSWORD + ")&username=" + USER));
            note(routes.importing(new Object[] {LEAD, LEAD}, ""));
        });
        assertThat(simulator.world().leadCount()).isEqualTo(5);
        assertThat(said.toString().contains("password=xxxxxx")).isTrue();
        assertNothingPrivate();
    }

    @Test
    void failuresOfAnExportSayNothing() throws Exception {
        String content = LEAD + " " + LEAD.get("FirstName");
        List<Failure> failures =
                Failure.all("Basic " + CREDENTIALS + " " + PASSWORD, content).toList();
        watchAll(failures, (routes, failure) -> routes.export(failure.options()));
        watch(routes -> {
            for (int record = 1; record <= 2; record++) {
                simulator.faults().next(Faults.ANY_SERVICE, Fault.malformedRecord(record));
                noteFailed(routes.export(""));
                simulator.faults().next(Faults.ANY_SERVICE, Fault.errorAfterRecords(record));
                noteFailed(routes.export(""));
            }
            for (long bytes = 0; bytes < 700; bytes += 10) {
                simulator.faults().next(Faults.ANY_SERVICE, Fault.cutAfterBytes(bytes));
                noteFailed(routes.export(""));
            }
        });
        assertNothingPrivate();
    }

    /** What is no JSON, no CSV, no time and no duration, wherever a value of a lead may be met. */
    @Test
    void recordsThatCannotBeReadSayNothing() throws Exception {
        String name = LEAD.get("FirstName").replace("\"", "\\\"");
        String phone = LEAD.get("Phone");
        watch(routes -> {
            for (String answer : List.of(
                    "[{\"uniqueId\":\"1S1\",\"lastModifiedTime\":\"" + phone + "\"}]",
                    "[{\"uniqueId\":\"1S1\",\"data\":{\"Phone\":" + phone + "}}]",
                    "[{\"uniqueId\":\"1S1\",\"data\":{\"FirstName\":\"" + name + "\\x\"}}]",
                    "[{\"uniqueId\":\"1S1\",\"" + name + "\" \"x\"}]",
                    "[\"" + name + "\"]")) {
                simulator.faults().next(Faults.ANY_SERVICE, Fault.body(200, "application/json", answer));
                noteFailed(routes.late(""));
            }
            for (String answer : List.of("", name, "{\"uniqueId\":\"1S1\",\"Phone\":" + phone + "}", "{}" + name)) {
                for (String operation : List.of("lead?uniqueId=1S1", "account", "requestCounts")) {
                    simulator.faults().next(Faults.ANY_SERVICE, Fault.body(200, "text/html", answer));
                    noteFailed(routes.one(operation));
                }
            }
            for (String answer : List.of(
                    "UniqueId,Phone\r\n1S1," + phone + ",Annika\r\n",
                    "UniqueId,Phone\r\n1S1,\"" + phone + "\r\n",
                    "Annika," + phone + "\r\n1S1,2\r\n")) {
                for (String operation : List.of("rawLeads", "rawLeads?pivot=true")) {
                    simulator.faults().next(Faults.ANY_SERVICE, Fault.body(200, "text/csv", answer));
                    noteFailed(routes.many(operation));
                }
            }
        });
        watchAConsumerOf("Annika," + phone + "\r\n1S1,2\r\n");
        assertNothingPrivate();
    }

    /** Of a saved search whose first row is a lead, not the names of the columns: no row may come, at no poll. */
    private void watchAConsumerOf(String csv) throws Exception {
        AtomicInteger answered = new AtomicInteger();
        simulator.faults().always("GET /leads/csv", (request, processing) -> {
            answered.incrementAndGet();
            return HttpAnswer.text(200, "text/csv", csv);
        });
        watch(routes -> {
            try {
                routes.context.getRegistry().bind("positions", new MemoryStateRepository());
                routes.context.addRoutes(new RouteBuilder() {
                    @Override
                    public void configure() {
                        from("herobase:savedSearch?format=csv&searchName=x&delay=100&initialDelay=0&initialFrom=beginning&cursorRepository=#positions")
                                .process(exchange ->
                                        said.append(exchange.getMessage().getBody()));
                    }
                });
            } catch (Exception e) {
                throw new IllegalStateException(e);
            }
            await().until(() -> answered.get() >= 2);
        });
    }

    @Test
    void failuresOfAnImportSayNothing() throws Exception {
        for (String echo : ECHOES) {
            for (Object body : new Object[] {LEAD, new Object[] {LEAD}}) {
                watchAll(
                        Failure.all(echo, echo).toList(),
                        (routes, failure) -> routes.importing(body, failure.options()));
            }
        }
        assertNothingPrivate();
    }

    @Test
    void bodiesThatAreNoLeadSayNothing() throws Exception {
        watch(routes -> {
            noteFailed(routes.importing(Map.of("FirstName", LEAD.get("FirstName")), ""));
            noteFailed(routes.importing(Map.of("Phone", List.of(LEAD.get("Phone"))), ""));
            noteFailed(routes.importing("{\"Phone\":\"" + LEAD.get("Phone") + "\",", ""));
            noteFailed(routes.importing("[{\"Phone\":\"" + LEAD.get("Phone") + "\",]", ""));
            noteFailed(routes.importing("{\"Phone\":" + LEAD.get("Phone") + "}", ""));
            noteFailed(routes.importing(LEAD.get("FirstName"), ""));
        });
        assertNothingPrivate();
    }

    @Test
    void whatIsLookedAtIsSeen() throws Exception {
        LoggerFactory.getLogger(HerobaseComponent.class).debug("planted 1 {}", "x", new Exception("planted 2"));
        watch(routes -> {
            noteFailed(routes.importing(LEAD, "baseUrl=https://planted3.example.com"));
        });
        note(new RuntimeException(new IllegalStateException("planted 4")));
        assertThat(log.text()).contains("planted 1", "planted 2", "planted3.example.com");
        assertThat(said).contains("planted3.example.com", "planted 4", "uniqueId=planted5", "leadPool=planted6");
        for (String secret : PRIVATE) {
            LoggerFactory.getLogger(HerobaseComponent.class).debug("{} {}", LEAD, ECHOES);
            assertThat(log.text()).contains(secret);
        }
    }

    private void noteFailed(Exchange done) {
        assertThat(done.getException()).isNotNull();
        note(done);
    }

    private void note(Exchange done) {
        Object body = done.getMessage().getBody();
        if (body instanceof ImportReport report) {
            said.append(report).append(report.problems());
        }
        if (done.getException() != null) {
            note(done.getException());
        }
    }

    private void note(Throwable failure) {
        StringWriter text = new StringWriter();
        failure.printStackTrace(new PrintWriter(text, true));
        said.append(text).append('\n');
        if (failure instanceof HerobaseImportAbortedException aborted) {
            said.append(aborted.report()).append(aborted.report().problems());
        }
    }

    private void assertNothingPrivate() {
        String everything = log.text() + said;
        for (String secret : PRIVATE) {
            int at = everything.indexOf(secret);
            assertThat(
                            at < 0
                                    ? ""
                                    : everything.substring(
                                            Math.max(0, at - 300), Math.min(everything.length(), at + 100)))
                    .as(secret)
                    .isEmpty();
        }
    }

    /** Every attribute of every managed bean of this context. */
    private static String managed(DefaultCamelContext context) {
        MBeanServer server = ManagementFactory.getPlatformMBeanServer();
        StringBuilder text = new StringBuilder();
        try {
            ObjectName ours = new ObjectName("org.apache.camel:context=" + context.getManagementName() + ",*");
            for (ObjectName bean : server.queryNames(ours, null)) {
                text.append(bean).append('\n');
                for (MBeanAttributeInfo attribute : server.getMBeanInfo(bean).getAttributes()) {
                    text.append(attribute.getName()).append('=');
                    text.append(value(server, bean, attribute)).append('\n');
                }
            }
        } catch (JMException e) {
            throw new IllegalStateException(e);
        }
        return text.toString();
    }

    private static String value(MBeanServer server, ObjectName bean, MBeanAttributeInfo attribute) throws JMException {
        try {
            Object value = server.getAttribute(bean, attribute.getName());
            return value instanceof Object[] many ? Arrays.deepToString(many) : String.valueOf(value);
        } catch (RuntimeMBeanException notReadable) {
            return notReadable.toString();
        }
    }

    private static String base64(String text) {
        return Base64.getEncoder().encodeToString(text.getBytes(StandardCharsets.UTF_8));
    }
}
