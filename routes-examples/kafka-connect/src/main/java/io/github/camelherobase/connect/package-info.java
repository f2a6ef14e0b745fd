/**
 * HeroBase for Kafka Connect. What Connect has a word for is here: configuration, tasks, offsets, the reporter of records
 * that cannot be delivered. Everything else is the component's: each task puts a {@code herobase:} endpoint of its own
 * into the worker's CamelContext.
 */
package io.github.camelherobase.connect;
