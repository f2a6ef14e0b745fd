package io.github.camelherobase.benchmark;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Base64;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.LongAdder;

import org.apache.camel.dataformat.csv.CsvDataFormat;
import org.apache.camel.impl.DefaultCamelContext;
import org.apache.camel.support.DefaultExchange;
import org.apache.hc.client5.http.classic.methods.HttpPost;
import org.apache.hc.client5.http.impl.classic.CloseableHttpClient;
import org.apache.hc.client5.http.impl.classic.HttpClients;
import org.apache.hc.client5.http.impl.io.PoolingHttpClientConnectionManagerBuilder;
import org.apache.hc.core5.http.ContentType;
import org.apache.hc.core5.http.io.entity.ByteArrayEntity;
import org.apache.hc.core5.http.io.entity.EntityUtils;

import com.fasterxml.jackson.databind.ObjectMapper;

import io.github.camelherobase.simulator.HerobaseSimulator;

/** What one would write by hand: a connection a thread, each of which takes the next row. */
final class BareImport implements ImportContender {

    private static final String AUTHORIZATION = "Basic "
            + Base64.getEncoder()
                    .encodeToString((HerobaseSimulator.DEFAULT_USERNAME + ":" + HerobaseSimulator.DEFAULT_PASSWORD)
                            .getBytes(StandardCharsets.UTF_8));

    private final ObjectMapper json = new ObjectMapper();
    private final LongAdder accepted = new LongAdder();
    private final DefaultCamelContext context = new DefaultCamelContext();
    private final CloseableHttpClient client;
    private final String url;
    private final int concurrency;

    BareImport(String baseUrl, int concurrency) {
        this.client = client(concurrency);
        this.url = baseUrl + "/leads";
        this.concurrency = concurrency;
        context.start();
    }

    @Override
    public long run(InputStream csv) throws Exception {
        accepted.reset();
        try (CsvDataFormat format = ComponentImport.rows()) {
            format.start();
            send((Iterator<?>) format.unmarshal(new DefaultExchange(context), csv));
        }
        return accepted.sum();
    }

    private static CloseableHttpClient client(int concurrency) {
        return HttpClients.custom()
                .setConnectionManager(PoolingHttpClientConnectionManagerBuilder.create()
                        .setMaxConnPerRoute(concurrency)
                        .setMaxConnTotal(concurrency)
                        .build())
                .disableAutomaticRetries()
                .disableCookieManagement()
                .build();
    }

    private void send(Iterator<?> rows) throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(concurrency);
        List<Future<?>> lanes = new ArrayList<>();
        for (int lane = 0; lane < concurrency; lane++) {
            lanes.add(threads.submit(() -> {
                for (Object row = next(rows); row != null; row = next(rows)) {
                    send(row);
                }
                return null;
            }));
        }
        for (Future<?> lane : lanes) {
            lane.get();
        }
        threads.shutdown();
    }

    private static Object next(Iterator<?> rows) {
        synchronized (rows) {
            return rows.hasNext() ? rows.next() : null;
        }
    }

    private void send(Object row) throws IOException {
        Map<String, Object> lead = new LinkedHashMap<>();
        lead.put("CampaignCode", HerobaseSimulator.DEFAULT_CAMPAIGN);
        lead.put("Data", row);
        HttpPost post = new HttpPost(url);
        post.setHeader("Authorization", AUTHORIZATION);
        post.setHeader("Accept", "application/json");
        post.setHeader("X-Rate-Limit-Fair-Use-Policy", "Minute rated");
        post.setEntity(new ByteArrayEntity(json.writeValueAsBytes(lead), ContentType.APPLICATION_JSON));
        byte[] answer = client.execute(post, response -> EntityUtils.toByteArray(response.getEntity()));
        if (json.readTree(answer).path("success").asBoolean()) {
            accepted.increment();
        }
    }

    @Override
    public void close() throws IOException {
        client.close();
        context.close();
    }
}
