package io.github.camelherobase.simulator.limits;

/**
 * What one request costs.
 *
 * @param units added to the day's counter
 * @param minuteRated whether the minute's limit holds too, and the headers speak of the minute
 */
record Tariff(long units, boolean minuteRated) {}
