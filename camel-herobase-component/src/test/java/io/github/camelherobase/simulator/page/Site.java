package io.github.camelherobase.simulator.page;

import java.time.ZoneId;
import java.util.List;
import java.util.Set;
import java.util.function.Supplier;

import io.github.camelherobase.simulator.account.Account;
import io.github.camelherobase.simulator.books.Books;
import io.github.camelherobase.simulator.clock.SimulatorClock;
import io.github.camelherobase.simulator.fault.Faults;
import io.github.camelherobase.simulator.limits.RateLimits;
import io.github.camelherobase.simulator.world.World;

/**
 * What the page shows and steers.
 *
 * @param baseUrl asked for late, as the port is known late
 * @param services method and path of each
 * @param reset makes everything as it was at the start
 */
public record Site(
        Supplier<String> baseUrl,
        ZoneId zone,
        SimulatorClock clock,
        List<Account> accounts,
        World world,
        Books books,
        Faults faults,
        RateLimits limits,
        Set<String> services,
        SwitchBoard switches,
        Runnable reset) {}
