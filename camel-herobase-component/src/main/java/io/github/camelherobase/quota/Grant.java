package io.github.camelherobase.quota;

/** Units taken from all windows, and where these stood. */
record Grant(int units, WindowMark[] marks) {}
