package io.github.camelherobase.export;

import org.apache.camel.Message;

import io.github.camelherobase.HerobaseConstants;
import io.github.camelherobase.quota.RateLimit;

/** What an answer said of the quota, as headers. */
public final class RateLimitHeaders {

    private RateLimitHeaders() {}

    public static void set(Message message, RateLimit said) {
        set(message, HerobaseConstants.RATE_LIMIT_LIMIT, said.limit());
        set(message, HerobaseConstants.RATE_LIMIT_REMAINING, said.remaining());
        set(message, HerobaseConstants.RATE_LIMIT_RESET, said.resetSeconds());
    }

    private static void set(Message message, String header, Long value) {
        if (value == null) {
            message.removeHeader(header);
        } else {
            message.setHeader(header, value);
        }
    }
}
