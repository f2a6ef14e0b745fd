package io.github.camelherobase.simulator.world;

import java.util.Random;

/** How an agent's call can end, with its share of a hundred calls, as is usual in cold calling (our choice). */
enum CallOutcome {
    NO_CONTACT(38),
    SALE(14),
    NOT_INTERESTED(24),
    WRONG_NUMBER(5),
    NOT_IN_TARGET_GROUP(5),
    COMMON_REDIAL(7),
    PRIVATE_REDIAL(4),
    VIP_REDIAL(1),
    UNREACHABLE(2);

    private final int share;

    CallOutcome(int share) {
        this.share = share;
    }

    static CallOutcome draw(Random random) {
        int left = random.nextInt(100);
        for (CallOutcome outcome : values()) {
            left -= outcome.share;
            if (left < 0) {
                return outcome;
            }
        }
        throw new IllegalStateException("Shares do not make a hundred");
    }
}
