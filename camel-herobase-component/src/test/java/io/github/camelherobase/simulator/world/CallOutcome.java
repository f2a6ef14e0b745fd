package io.github.camelherobase.simulator.world;

import java.util.Random;

/** How an agent's call can end, with its share of a hundred calls, as is usual in cold calling (our choice). */
enum CallOutcome {
    NO_CONTACT(38) {
        @Override
        void apply(OpenCall call, Random random) {
            call.noContact(
                    switch (random.nextInt(4)) {
                        case 0 -> CallEndCause.Busy;
                        case 1 -> CallEndCause.VoiceMail;
                        default -> CallEndCause.NoResponse;
                    });
        }
    },
    SALE(14) {
        @Override
        void apply(OpenCall call, Random random) {
            close(call, LeadClosure.Success);
        }
    },
    NOT_INTERESTED(24) {
        @Override
        void apply(OpenCall call, Random random) {
            close(call, LeadClosure.NotInterested);
        }
    },
    WRONG_NUMBER(5) {
        @Override
        void apply(OpenCall call, Random random) {
            close(call, LeadClosure.InvalidLead);
        }
    },
    NOT_IN_TARGET_GROUP(5) {
        @Override
        void apply(OpenCall call, Random random) {
            close(call, LeadClosure.Unqualified);
        }
    },
    COMMON_REDIAL(7) {
        @Override
        void apply(OpenCall call, Random random) {
            call.redialCommon();
        }
    },
    PRIVATE_REDIAL(4) {
        @Override
        void apply(OpenCall call, Random random) {
            call.redialPrivate();
        }
    },
    VIP_REDIAL(1) {
        @Override
        void apply(OpenCall call, Random random) {
            call.redialVip();
        }
    },
    UNREACHABLE(2) {
        @Override
        void apply(OpenCall call, Random random) {
            call.fail(CallEndCause.NoResponse);
        }
    };

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

    /** Whether somebody answers. */
    boolean hasContact() {
        return this != NO_CONTACT && this != UNREACHABLE;
    }

    /** Ends the call so. */
    abstract void apply(OpenCall call, Random random);

    private static void close(OpenCall call, LeadClosure closure) {
        call.save(call.call().campaign().definition().resultFor(closure));
    }
}
