package io.github.camelherobase.export;

import java.time.Instant;
import java.time.ZoneId;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.concurrent.CompletionStage;
import java.util.function.Function;

import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.api.Call;
import io.github.camelherobase.calls.CallUnits;
import io.github.camelherobase.calls.Calls;
import io.github.camelherobase.option.CallsOptions;
import io.github.camelherobase.request.Export;
import io.github.camelherobase.request.ExportClient;
import io.github.camelherobase.request.ExportRequest;
import io.github.camelherobase.request.Feed;

/**
 * {@code herobase:calls}: a request for each org code, and each call once.
 *
 * @param units which are asked for; what it finds out holds for all exchanges and polls
 */
record CallsExport(CallsOptions options, CallUnits units) implements ExportOperation {

    /** @throws IllegalArgumentException naming the option that is wrong */
    static CallsExport of(HerobaseConfiguration configuration, ZoneId zone) {
        return new CallsExport(new CallsOptions(configuration, zone), new CallUnits());
    }

    @Override
    public CompletionStage<? extends Export<?>> open(Function<String, Object> headers, ExportClient client) {
        return Calls.openPeriod(
                client, options.filter(headers), units, options.window(headers, client.now()), options.slice());
    }

    @Override
    public ExportRequest<?> request(Function<String, Object> headers, Instant now) {
        throw new IllegalArgumentException(
                "herobase:calls does not take outputType=raw: it joins the answers of several"
                        + " org codes. Take json for the server's own text of each call");
    }

    @Override
    public Feed<?> feed(ExportClient client) {
        return Calls.feed(client, options.filter(header -> null), units);
    }

    @Override
    public Function<Object, Object> rows() {
        return record -> row((Call) record);
    }

    private static Map<String, Object> row(Call call) {
        Map<String, Object> row = new LinkedHashMap<>();
        row.put("uniqueId", call.getUniqueId());
        row.put("uniqueLeadId", call.getUniqueLeadId());
        row.put("leadPhoneNumber", call.getLeadPhoneNumber());
        row.put("startTime", call.getStartTime());
        row.put("endTime", call.getEndTime());
        row.put("userOrgCode", call.getUserOrgCode());
        row.put("campaignCode", call.getCampaignCode());
        row.put("campaignId", call.getCampaignId());
        row.put("status", call.getStatus());
        row.put("leadClosure", call.getLeadClosure());
        row.put("endCause", call.getEndCause());
        row.put("connected", call.getConnected());
        row.put("dialingDuration", call.text("dialingDuration"));
        row.put("conversationDuration", call.text("conversationDuration"));
        row.put("wrapUpDuration", call.text("wrapUpDuration"));
        return row;
    }
}
