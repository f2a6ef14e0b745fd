package io.github.camelherobase.benchmark;

import io.github.camelherobase.simulator.HerobaseSimulator;
import io.github.camelherobase.simulator.account.AccountSpec;

/** A HeroBase of which no import meets a limit, in a process of its own; says its address. */
public final class ImportServer {

    private static final long NO_LIMIT = 100_000_000_000L;

    private ImportServer() {}

    public static void main(String[] none) throws InterruptedException {
        HerobaseSimulator simulator = HerobaseSimulator.builder()
                .account(AccountSpec.named(HerobaseSimulator.DEFAULT_USERNAME, HerobaseSimulator.DEFAULT_PASSWORD)
                        .defaultDailyLimit(NO_LIMIT))
                .requestsKept(0)
                .start();
        System.out.println(simulator.baseUrl());
        Thread.currentThread().join();
    }
}
