/** What can go wrong between client and service. */
package io.github.camelherobase.simulator.fault;
