package io.github.camelherobase.simulator;

import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.BeforeEachCallback;
import org.junit.jupiter.api.extension.ExtensionContext;
import org.junit.jupiter.api.extension.ParameterContext;
import org.junit.jupiter.api.extension.ParameterResolver;

/**
 * Runs a simulator for a JUnit 5 test class, and hands it to test methods that have a parameter of its type.
 *
 * <pre>{@code
 * @RegisterExtension
 * static final SimulatorExtension SIMULATOR = SimulatorExtension.of(HerobaseSimulator.builder());
 * }</pre>
 *
 * <p>It is closed after everything else of the class, so that a Camel context that is closed when the class is done finds its
 * HeroBase until then. The simulator is {@linkplain HerobaseSimulator#reset() reset} before each test. The only class of the simulator that needs more than the JDK.
 */
public final class SimulatorExtension implements BeforeAllCallback, BeforeEachCallback, ParameterResolver {

    private final HerobaseSimulator.Builder builder;
    private HerobaseSimulator simulator;
    private boolean keeps;

    private SimulatorExtension(HerobaseSimulator.Builder builder) {
        this.builder = builder;
    }

    /** The default simulator. */
    public static SimulatorExtension create() {
        return of(HerobaseSimulator.builder());
    }

    /** The simulator that {@code builder} describes. */
    public static SimulatorExtension of(HerobaseSimulator.Builder builder) {
        return new SimulatorExtension(builder);
    }

    /** Does not reset the simulator between tests: each finds what the one before left. */
    public SimulatorExtension keeping() {
        keeps = true;
        return this;
    }

    /**
     * The running simulator.
     *
     * @throws IllegalStateException before all tests of the class, and after them
     */
    public HerobaseSimulator simulator() {
        if (simulator == null) {
            throw new IllegalStateException("The simulator runs only while the tests of its class do");
        }
        return simulator;
    }

    @Override
    public void beforeAll(ExtensionContext context) {
        simulator = builder.start();
        context.getStore(ExtensionContext.Namespace.create(this)).put(HerobaseSimulator.class, new Running());
    }

    // The newer way, AutoCloseable alone, is not known to the JUnit of users who are some versions behind.
    @SuppressWarnings("deprecation")
    private final class Running implements ExtensionContext.Store.CloseableResource, AutoCloseable {
        @Override
        public void close() {
            HerobaseSimulator running = simulator;
            simulator = null;
            running.close();
        }
    }

    @Override
    public void beforeEach(ExtensionContext context) {
        if (!keeps) {
            simulator.reset();
        }
    }

    @Override
    public boolean supportsParameter(ParameterContext parameter, ExtensionContext context) {
        return parameter.getParameter().getType() == HerobaseSimulator.class;
    }

    @Override
    public Object resolveParameter(ParameterContext parameter, ExtensionContext context) {
        return simulator();
    }
}
