package io.github.camelherobase.quickstart;

import java.io.Console;
import java.io.PrintStream;
import java.time.Duration;

/** Where the quick start prints: lines that stay, and one that is written over while it lasts. */
final class Screen {

    private static final Duration REPEAT = Duration.ofSeconds(5);
    private static final int WIDTH = 79;

    private final PrintStream out;
    private final boolean terminal;
    private boolean progressShown;
    private Object lastState = "";
    private long lastPrinted;

    Screen(PrintStream out, boolean terminal) {
        this.out = out;
        this.terminal = terminal;
    }

    static Screen ofThisProcess() {
        return new Screen(System.out, isTerminal(System.console()));
    }

    /** From Java 22 on a console may be there without a terminal. */
    private static boolean isTerminal(Console console) {
        if (console == null) {
            return false;
        }
        try {
            return (Boolean) Console.class.getMethod("isTerminal").invoke(console);
        } catch (NoSuchMethodException olderJava) {
            return true;
        } catch (ReflectiveOperationException e) {
            return false;
        }
    }

    void line(String text) {
        if (progressShown) {
            out.println();
            progressShown = false;
        }
        out.println(text);
    }

    /**
     * Shows how far it is: over the last progress on a terminal; elsewhere as a line, when {@code state} has changed or
     * a while has passed.
     */
    void progress(String text, Object state) {
        if (terminal) {
            out.print("\r" + padded(text));
            out.flush();
            progressShown = true;
        } else if (!state.equals(lastState) || System.nanoTime() - lastPrinted > REPEAT.toNanos()) {
            out.println(text);
            lastState = state;
            lastPrinted = System.nanoTime();
        }
    }

    private static String padded(String text) {
        return text.length() >= WIDTH ? text : text + " ".repeat(WIDTH - text.length());
    }
}
