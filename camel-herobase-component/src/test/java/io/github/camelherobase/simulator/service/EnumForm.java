package io.github.camelherobase.simulator.service;

/** How the constants of enumerations stand in answers (observed: names; the stack can be set to numbers). */
public enum EnumForm {
    NAMES {
        @Override
        Object of(Enum<?> constant, int number) {
            return constant;
        }
    },
    NUMBERS {
        @Override
        Object of(Enum<?> constant, int number) {
            return number;
        }
    };

    abstract Object of(Enum<?> constant, int number);
}
