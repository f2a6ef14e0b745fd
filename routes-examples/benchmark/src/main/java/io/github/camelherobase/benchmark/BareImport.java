package io.github.camelherobase.benchmark;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
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
public final class BareImport {

    private static final String AUTHORIZATION = "Basic "
            + Base64.getEncoder()
                    .encodeToString((HerobaseSimulator.DEFAULT_USERNAME + ":" + HerobaseSimulator.DEFAULT_PASSWORD)
                            .getBytes(StandardCharsets.UTF_8));

    private final ObjectMapper json = new ObjectMapper();
    private final LongAdder accepted = new LongAdder();
    private final CloseableHttpClient client;
    private final String url;
    private final Iterator<?> rows;

    private final int concurrency;

    private BareImport(CloseableHttpClient client, String url, Iterator<?> rows, int concurrency) {
        this.client = client;
        this.url = url;
        this.rows = rows;
        this.concurrency = concurrency;
    }

    /** @param arguments base URL, file, requests at a time */
    public static void main(String[] arguments) throws Exception {
        int concurrency = Integer.parseInt(arguments[2]);
        try (DefaultCamelContext context = new DefaultCamelContext();
                CsvDataFormat csv = ComponentImport.rows();
                CloseableHttpClient client = client(concurrency)) {
            context.start();
            csv.start();
            Stopwatch watch = new Stopwatch();
            Iterator<?> rows = (Iterator<?>)
                    csv.unmarshal(new DefaultExchange(context), Files.newInputStream(Path.of(arguments[1])));
            long accepted = new BareImport(client, arguments[0] + "/leads", rows, concurrency).run();
            System.out.println(watch.sample(accepted, 0).toLine());
        }
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

    private long run() throws Exception {
        ExecutorService threads = Executors.newFixedThreadPool(concurrency);
        List<Future<?>> lanes = new ArrayList<>();
        for (int lane = 0; lane < concurrency; lane++) {
            lanes.add(threads.submit(() -> {
                for (Object row = next(); row != null; row = next()) {
                    send(row);
                }
                return null;
            }));
        }
        for (Future<?> lane : lanes) {
            lane.get();
        }
        threads.shutdown();
        return accepted.sum();
    }

    private Object next() {
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
}
