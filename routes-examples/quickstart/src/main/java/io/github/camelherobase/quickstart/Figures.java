package io.github.camelherobase.quickstart;

import java.time.Duration;

/**
 * A column of the table.
 *
 * @param offered leads in the file
 * @param imported of these, how many are in HeroBase
 * @param rejected of these, how many HeroBase would not have
 * @param lost neither imported nor rejected
 * @param doubled leads in HeroBase beyond one for each imported
 * @param refused requests answered 429
 * @param charged units taken from the account's quota
 * @param heapBytes the most heap that a worker used
 * @param took on the wall
 */
record Figures(
        long offered,
        long imported,
        long rejected,
        long lost,
        long doubled,
        long refused,
        long charged,
        long heapBytes,
        Duration took) {}
