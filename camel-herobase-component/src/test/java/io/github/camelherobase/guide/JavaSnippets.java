package io.github.camelherobase.guide;

import java.io.IOException;
import java.io.StringWriter;
import java.io.UncheckedIOException;
import java.lang.reflect.Constructor;
import java.net.URI;
import java.net.URL;
import java.net.URLClassLoader;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import javax.tools.JavaCompiler;
import javax.tools.JavaFileObject;
import javax.tools.SimpleJavaFileObject;
import javax.tools.ToolProvider;

import org.apache.camel.builder.RouteBuilder;

import io.github.camelherobase.guide.GuideFile.Snippet;

/** Compiles what a page shows: a whole class, members of one, or the statements of a route builder. */
final class JavaSnippets {

    private static final Pattern IMPORT = Pattern.compile("(?m)^import .*;\\n");
    private static final Pattern TYPE = Pattern.compile("(?m)^(public |final )*(class|record|interface) (\\w+)");
    private static final Pattern MEMBER = Pattern.compile("(?s)^\\s*(@|static |private |public |/\\*\\*).*");

    private static final String PRELUDE = """
            import java.nio.file.*;
            import java.time.*;
            import java.util.*;
            import javax.sql.DataSource;
            import org.apache.camel.*;
            import org.apache.camel.builder.RouteBuilder;
            import org.junit.jupiter.api.extension.RegisterExtension;
            import io.micrometer.core.instrument.MeterRegistry;
            import io.github.camelherobase.*;
            import io.github.camelherobase.simulator.HerobaseSimulator;
            import io.github.camelherobase.simulator.SimulatorExtension;
            import io.github.camelherobase.simulator.TenantReport;
            import io.github.camelherobase.simulator.account.AccountSpec;
            """;
    private static final String OF_ROUTES = PRELUDE + """
            import io.github.camelherobase.api.*;
            import io.github.camelherobase.cursor.*;
            import io.github.camelherobase.journal.*;
            import io.github.camelherobase.quota.JdbcQuotaStore;
            import static io.github.camelherobase.dsl.endpoint.StaticEndpointBuilders.*;
            """;
    private static final String OF_THE_SIMULATOR = PRELUDE + """
            import io.github.camelherobase.simulator.account.*;
            import io.github.camelherobase.simulator.clock.*;
            import io.github.camelherobase.simulator.fault.*;
            import io.github.camelherobase.simulator.http.ForwardProxy;
            import io.github.camelherobase.simulator.tls.*;
            import io.github.camelherobase.simulator.world.*;
            """;
    /** What a snippet may take as given. */
    private static final String GIVEN = """
            CamelContext context;
            HerobaseSimulator simulator;
            io.github.camelherobase.simulator.clock.MovableClock clock;
            DataSource dataSource;
            MeterRegistry registry;
            """;

    private JavaSnippets() {}

    /** The compiler's complaint; null when there is none. */
    static String mistakeIn(Snippet snippet) {
        String imports = imports(snippet.code());
        String code = IMPORT.matcher(snippet.code()).replaceAll("");
        String prelude = snippet.where().contains("simulator.md") ? OF_THE_SIMULATOR : OF_ROUTES;
        Matcher type = TYPE.matcher(code);
        if (type.find()) {
            return compile(type.group(3), prelude + imports + code);
        }
        String body = MEMBER.matcher(code).matches()
                ? "abstract class Snippet extends RouteBuilder {" + GIVEN + code + "}"
                : "class Snippet extends RouteBuilder {" + GIVEN + "public void configure() throws Exception {" + code
                        + "}}";
        return compile("Snippet", prelude + imports + body);
    }

    /** The routes that the statements make. */
    static RouteBuilder routes(Snippet snippet) throws Exception {
        String mistake = mistakeIn(snippet);
        if (mistake != null) {
            throw new AssertionError(snippet.where() + ": " + mistake);
        }
        // Each snippet is a class of the same name, so each has a loader of its own.
        try (URLClassLoader loader =
                new URLClassLoader(new URL[] {output().toUri().toURL()}, JavaSnippets.class.getClassLoader())) {
            Constructor<?> made = loader.loadClass("Snippet").getDeclaredConstructor();
            made.setAccessible(true);
            return (RouteBuilder) made.newInstance();
        }
    }

    private static String imports(String code) {
        StringBuilder imports = new StringBuilder();
        Matcher matcher = IMPORT.matcher(code);
        while (matcher.find()) {
            imports.append(matcher.group());
        }
        return imports.toString();
    }

    private static Path output() {
        try {
            // Tests of other JVMs compile theirs at the same time.
            return Files.createDirectories(Path.of(
                    "target",
                    "guide-snippets",
                    String.valueOf(ProcessHandle.current().pid())));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    private static String compile(String name, String source) {
        JavaCompiler compiler = ToolProvider.getSystemJavaCompiler();
        StringWriter complaint = new StringWriter();
        JavaFileObject file =
                new SimpleJavaFileObject(URI.create("string:///" + name + ".java"), JavaFileObject.Kind.SOURCE) {
                    @Override
                    public CharSequence getCharContent(boolean ignoreEncodingErrors) {
                        return source;
                    }
                };
        boolean compiles = compiler.getTask(
                        complaint, null, null, List.of("-proc:none", "-d", output().toString()), null, List.of(file))
                .call();
        return compiles ? null : complaint.toString();
    }
}
