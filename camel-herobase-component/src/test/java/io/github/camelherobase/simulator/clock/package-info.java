/** The simulated time. */
package io.github.camelherobase.simulator.clock;
