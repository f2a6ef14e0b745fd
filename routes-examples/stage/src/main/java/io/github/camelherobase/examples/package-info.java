/**
 * What the examples have in common: {@code ExampleMain} is Camel Main against a simulator, or against your own HeroBase,
 * into which {@code LoopbackGuard} lets nothing be imported by mistake.
 */
package io.github.camelherobase.examples;
