package io.github.camelherobase.benchmark;

import java.io.IOException;
import java.net.URI;
import java.net.http.HttpClient;
import java.net.http.HttpRequest;
import java.net.http.HttpResponse.BodyHandlers;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;

/** A limit rather than a peer: Jackson passes over the tokens of an answer that is in memory already, and reads none. */
final class TokenSkim implements Contender {

    /** The array's elements lie in an object of their own. */
    private static final int LEAD_DEPTH = 1;

    private static byte[] answer;

    @Override
    public void prepare(LeadSource source) throws IOException, InterruptedException {
        if (answer == null) {
            answer = HttpClient.newHttpClient()
                    .send(
                            HttpRequest.newBuilder(URI.create(source.exportUrl()))
                                    .header("Authorization", source.authorization())
                                    .build(),
                            BodyHandlers.ofByteArray())
                    .body();
        }
    }

    @Override
    public void read(LeadSource source, Tally tally) throws IOException {
        int depth = 0;
        try (JsonParser parser = new JsonFactory().createParser(answer)) {
            for (JsonToken token = parser.nextToken(); token != null; token = parser.nextToken()) {
                if (token.isStructStart()) {
                    depth++;
                } else if (token.isStructEnd() && --depth == LEAD_DEPTH) {
                    tally.count();
                }
            }
        }
    }
}
