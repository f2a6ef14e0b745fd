package io.github.camelherobase.simulator.limits;

import io.github.camelherobase.simulator.account.Account;

/** Who shares a counter (open point). */
public enum CounterScope {
    ACCOUNT {
        @Override
        String ownerOf(Account account) {
            return account.username();
        }
    },
    CUSTOMER {
        @Override
        String ownerOf(Account account) {
            return account.customer();
        }
    };

    abstract String ownerOf(Account account);
}
