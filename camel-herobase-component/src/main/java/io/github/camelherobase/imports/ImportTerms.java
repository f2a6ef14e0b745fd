package io.github.camelherobase.imports;

/**
 * What an exchange lays down for its leads.
 *
 * @param campaignCode of leads that name none; null: every lead must name its own
 * @param leadPool of leads that name none; null: HeroBase takes its pool of the day
 * @param key names a lead in the journal; null when no journal is kept
 * @param problems takes the rejected and the doubtful leads
 * @param campaigns those that the server does not know
 */
public record ImportTerms(
        String campaignCode, String leadPool, LeadKey key, ProblemSink problems, RefusedCampaigns campaigns) {}
