package io.github.camelherobase.simulator.limits;

/**
 * How much of a window was used.
 *
 * @param limit units that it allows
 * @param used units in the period that runs
 * @param secondsLeft until that period ends; 0 when none runs
 */
public record WindowUsage(WindowKind kind, long limit, long used, long secondsLeft) {}
