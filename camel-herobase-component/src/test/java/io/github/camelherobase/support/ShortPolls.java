package io.github.camelherobase.support;

import java.time.Duration;

import org.awaitility.Awaitility;
import org.junit.jupiter.api.extension.BeforeAllCallback;
import org.junit.jupiter.api.extension.ExtensionContext;

/**
 * What a test waits for is looked at each 20 ms instead of 100. Hundreds of steps wait, most of them for less than that.
 * JUnit finds it by itself: {@code META-INF/services}.
 */
public final class ShortPolls implements BeforeAllCallback {

    private static final Duration EVERY = Duration.ofMillis(20);

    @Override
    public void beforeAll(ExtensionContext context) {
        Awaitility.setDefaultPollInterval(EVERY);
        Awaitility.setDefaultPollDelay(EVERY);
    }
}
