package io.github.camelherobase.operation;

/**
 * What a lead gets that does not say it itself; from headers or options.
 *
 * @param campaignCode null: every lead must name its own
 * @param leadPool null: HeroBase takes its pool of the day
 */
public record ImportDefaults(String campaignCode, String leadPool) {}
