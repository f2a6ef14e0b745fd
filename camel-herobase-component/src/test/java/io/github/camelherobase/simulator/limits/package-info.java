/** The vendor's rate limiting. */
package io.github.camelherobase.simulator.limits;
