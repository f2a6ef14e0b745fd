package io.github.camelherobase.request;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionStage;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.api.HerobaseException;
import io.github.camelherobase.api.JsonRecord;
import io.github.camelherobase.api.RecordStream;

/**
 * The names of campaigns, which leads do not show: asked for where a filter may be one, once a day at most. One for all
 * exchanges of an endpoint.
 */
public final class CampaignNames {

    private static final Logger LOG = LoggerFactory.getLogger(CampaignNames.class);
    private static final Duration KEPT = Duration.ofDays(1);
    private static final long MOST_WAIT_SECONDS = 60;

    /** Read without the lock, which is held while the server is asked. */
    private volatile Instant askedAt;

    private volatile List<Campaign> campaigns;
    private boolean said;

    /** A campaign; a member that the server does not show is null. */
    record Campaign(String id, String code, String name) {}

    /** Null when they cannot be known. */
    synchronized List<Campaign> listed(ExportClient client) {
        if (isToBeAsked(client)) {
            Instant now = client.now();
            try {
                campaigns = read(client);
            } finally {
                askedAt = now;
            }
        }
        return campaigns;
    }

    private boolean isToBeAsked(ExportClient client) {
        Instant last = askedAt;
        return last == null || !client.now().isBefore(last.plus(KEPT));
    }

    /**
     * What the server is to be asked for. Servers were seen to ignore the parameter for campaigns; one that takes codes only
     * returns nothing for a name, and nobody could tell that from no leads. So it is asked for all campaigns where leads can be
     * told from others here, and for those of the filter only where the names cannot be read.
     */
    public CompletionStage<SimpleLeadsFilter> asked(ExportClient client, SimpleLeadsFilter filter) {
        if (filter.campaigns().isEmpty() || !isToBeAsked(client)) {
            return CompletableFuture.completedFuture(known(filter));
        }
        return CompletableFuture.supplyAsync(
                () -> {
                    listed(client);
                    return known(filter);
                },
                client.readers());
    }

    /** The same by what is known now. */
    SimpleLeadsFilter known(SimpleLeadsFilter filter) {
        return askedAt != null && campaigns == null ? filter : filter.ofEveryCampaign();
    }

    private List<Campaign> read(ExportClient client) {
        try (RecordStream<JsonRecord> records = client.elsewhere()
                .open(Listing.campaigns())
                .toCompletableFuture()
                .get(MOST_WAIT_SECONDS, TimeUnit.SECONDS)
                .records()) {
            List<Campaign> read = new ArrayList<>();
            while (records.hasNext()) {
                JsonRecord campaign = records.next();
                read.add(new Campaign(campaign.text("uniqueId"), campaign.text("code"), campaign.text("name")));
            }
            return read;
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            return campaigns;
        } catch (ExecutionException | TimeoutException | HerobaseException e) {
            unknown(e);
            return campaigns;
        }
    }

    private void unknown(Exception failure) {
        if (!said) {
            said = true;
            LOG.warn(
                    "The filter campaigns cannot be checked for leads whose campaign it does not name by code or id, for the"
                            + " campaigns' names cannot be read; it is sent to the server, and such leads pass: {}",
                    failure.toString());
        }
    }
}
