package io.github.camelherobase.quota;

/**
 * What the counts service says of one service.
 *
 * @param used units used in the current 24 hours
 * @param resetSeconds seconds left of them; null when it does not say
 */
public record UsageCount(long used, Long resetSeconds) {}
