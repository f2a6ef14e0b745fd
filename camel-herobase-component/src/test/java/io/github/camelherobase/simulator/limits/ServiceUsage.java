package io.github.camelherobase.simulator.limits;

/**
 * How much of a service was used.
 *
 * @param serviceKey such as {@code POST /leads}
 * @param dailyLimit units in 24 hours
 * @param used units in the current 24 hours
 * @param secondsLeft until that period ends; 0 when none runs
 */
public record ServiceUsage(String serviceKey, long dailyLimit, long used, long secondsLeft) {}
