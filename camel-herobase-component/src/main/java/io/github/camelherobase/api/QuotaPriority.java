package io.github.camelherobase.api;

/** Whose request goes first when the account's quota does not suffice for all; within one priority, who came first. */
public enum QuotaPriority {
    /** Before all others: a web form's lead, for example. */
    high,
    /** Between the two others. */
    normal,
    /** Only when nobody else waits: a nightly export, for example. */
    low
}
