/**
 * The simulator of HeroBase Outbound: start with {@link io.github.camelherobase.simulator.HerobaseSimulator}. It needs
 * the JDK alone, but for {@link io.github.camelherobase.simulator.SimulatorExtension}, and shares no class with the
 * component, so that a misreading of the API is not mirrored.
 */
package io.github.camelherobase.simulator;
