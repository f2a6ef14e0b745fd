package io.github.camelherobase.quota;

import io.github.camelherobase.api.HerobaseQuotaExceededException;

/** Who asked for a permit; called once, outside of any lock, and must not block. */
public interface Waiter {

    void granted(Permit permit);

    void refused(HerobaseQuotaExceededException refusal);
}
