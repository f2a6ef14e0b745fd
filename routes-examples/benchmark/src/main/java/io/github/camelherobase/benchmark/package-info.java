/**
 * The export side by side: ours, the best route by hand, Camel's stock route, Jackson's token skim, and Python. Each in
 * a process of its own, against a simulator in another.
 */
package io.github.camelherobase.benchmark;
