package io.github.camelherobase.imports;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.net.ConnectException;
import java.net.SocketException;
import java.net.SocketTimeoutException;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Random;

import org.apache.hc.core5.http.ClassicHttpRequest;
import org.apache.hc.core5.http.ClassicHttpResponse;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.message.BasicClassicHttpResponse;
import org.apache.hc.core5.net.URIBuilder;

import com.fasterxml.jackson.databind.ObjectMapper;

/**
 * A server in memory: it stores, refuses, loses answers, is slow, behind or ahead in time, and shows some leads late. Its
 * books are the judge.
 */
final class ModelServer {

    static final long RESPONSE_TIMEOUT = 30_000;

    /** The latest after its request left that a lead is stored and to be seen: what readBackDelay is set to, and less. */
    static final long LATEST = 10_000;

    private static final ObjectMapper JSON = new ObjectMapper();

    /** What a look-up shows of the field by which leads are known. */
    enum Shows {
        ALL,
        IN_ANOTHER_FORM,
        NOTHING
    }

    private record Stored(String key, long stamp, long visibleAt) {}

    private final Random random;
    private final ModelTime time;
    private final long ahead;
    private final Shows shows;
    private final int trouble;
    private final List<Stored> leads = new ArrayList<>();
    private final Map<String, Integer> books = new HashMap<>();
    private final Map<String, Integer> coming = new HashMap<>();
    private boolean healthy;

    /**
     * @param ahead of the true time, in milliseconds
     * @param trouble how many of a hundred requests go wrong
     */
    ModelServer(Random random, ModelTime time, long ahead, Shows shows, int trouble) {
        this.random = random;
        this.time = time;
        this.ahead = ahead;
        this.shows = shows;
        this.trouble = trouble;
    }

    Shows shows() {
        return shows;
    }

    void heal() {
        healthy = true;
    }

    /** How often a key is there, or is going to be. */
    int count(String key) {
        return books.getOrDefault(key, 0) + coming.getOrDefault(key, 0);
    }

    Map<String, Integer> books() {
        return books;
    }

    ClassicHttpResponse answer(ClassicHttpRequest request) throws IOException {
        if (request.getMethod().equals("GET")) {
            return found(request);
        }
        if (healthy) {
            String key = key(request);
            store(key, 0, 0);
            time.pass(random.nextInt(200));
            return json(200, "{\"success\":true}");
        }
        int luck = random.nextInt(100);
        if (luck >= trouble) {
            String key = key(request);
            store(key, random.nextInt(1_000), random.nextInt(3) == 0 ? random.nextInt((int) LATEST - 1_000) : 0);
            time.pass(1_000 + random.nextInt(1_500));
            return json(200, "{\"success\":true}");
        }
        switch (luck * 8 / trouble) {
            case 0:
                throw new ConnectException("Connection refused");
            case 1, 2:
                key(request);
                time.pass(random.nextInt(300));
                ClassicHttpResponse refusal = json(429, "{}");
                refusal.setHeader("X-Rate-Limit-Remaining", "0");
                refusal.setHeader("X-Rate-Limit-Reset", String.valueOf(1 + random.nextInt(25)));
                return refusal;
            case 3:
                // Lost on its way there.
                key(request);
                time.pass(random.nextInt(500));
                throw new SocketException("Connection reset");
            case 4:
                return json(200, key(request).isEmpty() ? "{}" : "{\"success\":false}");
            case 5: {
                String key = key(request);
                if (random.nextBoolean()) {
                    store(key, 0, 0);
                }
                return json(500, "{}");
            }
            default: {
                // Stored, sooner or later; the answer is lost or comes too late.
                String key = key(request);
                long commit = random.nextInt((int) LATEST);
                store(key, commit, random.nextInt((int) (LATEST - commit)));
                if (random.nextInt(3) == 0) {
                    time.pass(RESPONSE_TIMEOUT);
                    throw new SocketTimeoutException("Read timed out");
                }
                time.pass(random.nextInt(2_000));
                throw new SocketException("Connection reset");
            }
        }
    }

    /** Makes the lead leave. */
    private static String key(ClassicHttpRequest request) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        request.getEntity().writeTo(out);
        return JSON.readTree(out.toByteArray()).path("Data").path("CrmId").asText();
    }

    private void store(String key, long commitIn, long visibleIn) {
        time.tell("%s is stored in %d ms, seen %d later", key, commitIn, visibleIn);
        long stamp = time.now() + ahead + (random.nextBoolean() ? commitIn : 0);
        coming.merge(key, 1, Integer::sum);
        Runnable commit = () -> {
            coming.merge(key, -1, Integer::sum);
            books.merge(key, 1, Integer::sum);
            leads.add(new Stored(key, stamp / 1_000 * 1_000, time.now() + visibleIn));
        };
        if (commitIn == 0) {
            commit.run();
        } else {
            time.at(time.now() + commitIn, commit);
        }
    }

    private ClassicHttpResponse found(ClassicHttpRequest request) throws IOException {
        time.pass(random.nextInt(300));
        if (!healthy && random.nextInt(100) < trouble) {
            if (random.nextBoolean()) {
                throw new SocketException("Connection reset");
            }
            return json(500, "{}");
        }
        long from = from(request);
        StringBuilder all = new StringBuilder();
        if (shows != Shows.NOTHING) {
            for (Stored lead : leads) {
                if (lead.stamp() >= from && lead.visibleAt() <= time.now()) {
                    all.append(all.isEmpty() ? "" : ",").append(json(lead));
                }
            }
        }
        time.tell("looked up from %s: %s", Instant.ofEpochMilli(from), all);
        return json(200, "[" + all + "]");
    }

    private String json(Stored lead) {
        String key = shows == Shows.IN_ANOTHER_FORM ? lead.key().substring(1) : lead.key();
        String stamp = LocalDateTime.ofEpochSecond(lead.stamp() / 1_000, 0, ZoneOffset.UTC)
                .format(DateTimeFormatter.ISO_LOCAL_DATE_TIME);
        return "{\"uniqueId\":\"" + lead.key() + "\",\"campaign\":{\"code\":\"C1\"},\"uploadTime\":\"" + stamp
                + "\",\"lastModifiedTime\":\"" + stamp + "\",\"data\":{\"CrmId\":\"" + key + "\"}}";
    }

    private static long from(ClassicHttpRequest request) throws IOException {
        try {
            return new URIBuilder(request.getUri())
                    .getQueryParams().stream()
                            .filter(parameter -> parameter.getName().equalsIgnoreCase("ModifiedFrom"))
                            .map(parameter -> LocalDateTime.parse(parameter.getValue())
                                    .toInstant(ZoneOffset.UTC)
                                    .toEpochMilli())
                            .findFirst()
                            .orElseThrow();
        } catch (java.net.URISyntaxException e) {
            throw new IOException(e);
        }
    }

    private ClassicHttpResponse json(int status, String body) {
        ClassicHttpResponse response = new BasicClassicHttpResponse(status);
        ZonedDateTime date = Instant.ofEpochMilli(time.now() + ahead).atZone(ZoneOffset.UTC);
        response.setHeader("Date", DateTimeFormatter.RFC_1123_DATE_TIME.format(date));
        response.setHeader("X-Rate-Limit-Limit", "1000000");
        response.setHeader("X-Rate-Limit-Remaining", "900000");
        response.setHeader("X-Rate-Limit-Reset", "80000");
        response.setEntity(new ByteArrayEntity(body.getBytes(StandardCharsets.UTF_8), ContentType.APPLICATION_JSON));
        return response;
    }
}
