package io.github.camelherobase.simulator.world;

/** Which calls are listed under a unit's org code (open point; inferred from calls listed under several codes). */
public enum UnitScope {
    WITH_UNITS_BELOW {
        @Override
        boolean covers(String orgCode, Call call) {
            return call.orgUnits().stream().anyMatch(unit -> unit.orgCode().equals(orgCode));
        }
    },
    UNIT_ALONE {
        @Override
        boolean covers(String orgCode, Call call) {
            return !call.orgUnits().isEmpty()
                    && call.orgUnits().get(0).orgCode().equals(orgCode);
        }
    };

    abstract boolean covers(String orgCode, Call call);
}
