package io.github.camelherobase.support;

import java.io.PrintWriter;
import java.io.StringWriter;
import java.util.Collection;
import java.util.List;
import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;

import org.apache.logging.log4j.Level;
import org.apache.logging.log4j.LogManager;
import org.apache.logging.log4j.core.Appender;
import org.apache.logging.log4j.core.LogEvent;
import org.apache.logging.log4j.core.LoggerContext;
import org.apache.logging.log4j.core.appender.AbstractAppender;
import org.apache.logging.log4j.core.config.Configurator;
import org.apache.logging.log4j.core.config.LoggerConfig;
import org.apache.logging.log4j.core.config.Property;

/** What is logged while it is open, in place of the console: ours from DEBUG on, Camel's and all others' from INFO on. */
public final class LogCapture extends AbstractAppender implements AutoCloseable {

    private static final String OURS = "io.github.camelherobase";

    private final LoggerContext loggers = (LoggerContext) LogManager.getContext(false);
    private final Level before = loggers.getConfiguration().getRootLogger().getLevel();
    private final Collection<Appender> appenders = List.copyOf(
            loggers.getConfiguration().getRootLogger().getAppenders().values());
    private final Queue<String> lines = new ConcurrentLinkedQueue<>();

    public LogCapture() {
        this(Level.INFO, Level.DEBUG);
    }

    /** All that is logged by anybody, at every level. */
    public static LogCapture ofEverything() {
        return new LogCapture(Level.ALL, Level.ALL);
    }

    private LogCapture(Level others, Level ours) {
        super("capture", null, null, true, Property.EMPTY_ARRAY);
        start();
        LoggerConfig root = loggers.getConfiguration().getRootLogger();
        appenders.forEach(appender -> root.removeAppender(appender.getName()));
        root.addAppender(this, null, null);
        Configurator.setRootLevel(others);
        Configurator.setLevel(OURS, ours);
    }

    @Override
    public void append(LogEvent event) {
        StringWriter line = new StringWriter();
        line.append(event.getLoggerName()).append(' ').append(event.getMessage().getFormattedMessage());
        if (event.getThrown() != null) {
            event.getThrown().printStackTrace(new PrintWriter(line, true));
        }
        lines.add(line.toString());
    }

    /** Each begins with the name of its logger. */
    public List<String> lines() {
        return List.copyOf(lines);
    }

    public String text() {
        return String.join("\n", lines);
    }

    @Override
    public void close() {
        Configurator.setLevel(OURS, (Level) null);
        Configurator.setRootLevel(before);
        LoggerConfig root = loggers.getConfiguration().getRootLogger();
        root.removeAppender(getName());
        appenders.forEach(appender -> root.addAppender(appender, null, null));
        stop();
    }
}
