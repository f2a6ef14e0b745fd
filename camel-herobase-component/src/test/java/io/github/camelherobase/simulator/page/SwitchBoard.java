package io.github.camelherobase.simulator.page;

import java.util.List;

/** The switches that can be flipped while the simulator runs. */
public interface SwitchBoard {

    /**
     * A switch.
     *
     * @param values that it knows, in their order
     */
    record Setting(String name, String value, List<String> values) {}

    List<Setting> settings();

    /** @throws IllegalArgumentException when there is no such switch, or no such value */
    void set(String name, String value);
}
