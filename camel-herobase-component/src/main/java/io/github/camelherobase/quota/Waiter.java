package io.github.camelherobase.quota;

import io.github.camelherobase.api.HerobaseQuotaExceededException;

/** Who asked for a permit; called once, outside of any lock, and must not block. */
public interface Waiter {

    /** Where the request leaves: a permit is given when one of these threads can be used; null: it leaves anyway. */
    default SendingThreads threads() {
        return null;
    }

    /** The request must be {@linkplain SendingThreads#send sent} now. */
    void granted(Permit permit);

    void refused(HerobaseQuotaExceededException refusal);
}
