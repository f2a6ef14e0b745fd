package io.github.camelherobase.simulator;

import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Function;

import io.github.camelherobase.simulator.page.SwitchBoard;
import io.github.camelherobase.simulator.service.OpenPoints;

/** Those switches that a running simulator heeds at its next request. */
final class LiveSwitches implements SwitchBoard {

    private final Map<String, Live> all = new LinkedHashMap<>();
    private final HerobaseSimulator.Builder builder;

    private record Live(Function<OpenPoints, Enum<?>> value) {

        List<String> values(OpenPoints points) {
            return Arrays.stream(value.apply(points).getDeclaringClass().getEnumConstants())
                    .map(Enum::name)
                    .toList();
        }
    }

    LiveSwitches(HerobaseSimulator.Builder builder) {
        this.builder = builder;
        all.put("campaignsFilter", new Live(OpenPoints::campaignsFilter));
        all.put("endTimeParameter", new Live(OpenPoints::endTimeParameter));
        all.put("errorPages", new Live(OpenPoints::errorPages));
        all.put("importResultDetail", new Live(OpenPoints::importResultDetail));
        all.put("noStatusSelection", new Live(OpenPoints::noStatusSelection));
        all.put("retryAfter", new Live(OpenPoints::retryAfter));
        all.put("unitScope", new Live(OpenPoints::unitScope));
        all.put("unknownSearch", new Live(OpenPoints::unknownSearch));
    }

    @Override
    public List<Setting> settings() {
        OpenPoints points = builder.openPoints();
        return all.entrySet().stream()
                .map(each -> new Setting(
                        each.getKey(),
                        each.getValue().value().apply(points).name(),
                        each.getValue().values(points)))
                .toList();
    }

    @Override
    public void set(String name, String value) {
        if (!all.containsKey(name)) {
            throw new IllegalArgumentException("The switch " + name + " cannot be flipped while the simulator runs");
        }
        Switches.set(builder, name, value);
    }
}
