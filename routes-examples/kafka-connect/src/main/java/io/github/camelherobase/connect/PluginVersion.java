package io.github.camelherobase.connect;

import java.util.Objects;

/** What Connect shows as the plugin's version: the jar's. */
final class PluginVersion {

    static final String VERSION =
            Objects.requireNonNullElse(PluginVersion.class.getPackage().getImplementationVersion(), "unknown");

    private PluginVersion() {}
}
