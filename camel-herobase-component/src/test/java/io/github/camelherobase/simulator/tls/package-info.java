/** Certificates made at start, good and bad ones, for the simulator's HTTPS. */
package io.github.camelherobase.simulator.tls;
