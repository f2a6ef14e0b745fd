package io.github.camelherobase.quota;

import java.time.Duration;

import io.github.camelherobase.simulator.limits.FairUse;

/** Another program of the account, that eats a third of each minute of 240 and knows nothing of a 429. */
enum ForeignClient {
    /** Takes its third the moment a window can begin; to be started at the beginning of a minute. */
    FIRST_SERVED {
        @Override
        void start(SimulatedTime time, SimulatedServer server, String service) {
            for (int request = 0; request < THIRD; request++) {
                server.sendBeside(NAME, service);
            }
            time.callAfter(Duration.ofMinutes(1), () -> start(time, server, service));
        }
    },
    /** Comes after every second request of ours, and before the next. */
    EVENLY_SERVED {
        @Override
        void start(SimulatedTime time, SimulatedServer server, String service) {
            int[] ours = new int[1];
            server.afterwards((client, verdict) -> {
                if (verdict.isAccepted() && ++ours[0] % 2 == 0) {
                    server.sendBeside(NAME, service);
                }
            });
        }
    },
    /** Comes 80 times a minute, whether something is left or not. */
    RACING {
        @Override
        void start(SimulatedTime time, SimulatedServer server, String service) {
            time.callAfter(Duration.ofMinutes(1).dividedBy(THIRD), () -> {
                server.send(NAME, service, FairUse.MINUTE_RATED, answer -> {});
                start(time, server, service);
            });
        }
    };

    static final String NAME = "foreign";
    private static final int THIRD = 80;

    abstract void start(SimulatedTime time, SimulatedServer server, String service);
}
