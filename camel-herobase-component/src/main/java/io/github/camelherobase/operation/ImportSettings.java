package io.github.camelherobase.operation;

/**
 * How an endpoint imports.
 *
 * @param leadPoolField the request's member for the lead pool; its real name is not public
 * @param concurrency requests of one import at a time
 * @param call path, quota wait and threads
 */
public record ImportSettings(String leadPoolField, int concurrency, CallSettings call) {}
