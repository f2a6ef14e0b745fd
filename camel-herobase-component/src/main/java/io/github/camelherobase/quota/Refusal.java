package io.github.camelherobase.quota;

/** The window that a 429 closed. */
record Refusal(WindowStatus window, boolean ofTheDay) {}
