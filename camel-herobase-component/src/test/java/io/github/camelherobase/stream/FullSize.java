package io.github.camelherobase.stream;

import net.jqwik.api.lifecycle.AroundPropertyHook;
import net.jqwik.api.lifecycle.PropertyExecutionResult;
import net.jqwik.api.lifecycle.PropertyExecutor;
import net.jqwik.api.lifecycle.PropertyLifecycleContext;

/** Multiplies the tries of a property when the full sizes are asked for, with {@code -Dproof=true}. */
class FullSize implements AroundPropertyHook {

    private static final int FACTOR = 50;

    @Override
    public PropertyExecutionResult aroundProperty(PropertyLifecycleContext context, PropertyExecutor property) {
        if (Boolean.getBoolean("proof")) {
            context.attributes().setTries(context.attributes().tries().orElseThrow() * FACTOR);
        }
        return property.execute();
    }
}
