/** What the simulator saw and did, for assertions. */
package io.github.camelherobase.simulator.books;
