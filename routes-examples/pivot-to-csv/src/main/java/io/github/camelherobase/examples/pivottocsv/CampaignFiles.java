package io.github.camelherobase.examples.pivottocsv;

import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

import org.apache.camel.Exchange;
import org.apache.camel.Message;

import io.github.camelherobase.api.Lead;
import io.github.camelherobase.api.RecordStream;

/**
 * Places each lead into the file of its campaign. Leads of one campaign have the same fields, as they share a lead
 * definition; should some have others, they get a file of their own ({@code SPRING25-2.csv}), so that no value is left
 * out or stands in a wrong column.
 */
final class CampaignFiles {

    private final Map<String, String> campaigns = new HashMap<>();
    private final Map<String, List<List<String>>> columns = new HashMap<>();

    CampaignFiles(RecordStream<?> leads) {
        leads.forEachRemaining(each -> {
            Lead lead = (Lead) each;
            campaigns.put(lead.getUniqueId(), campaign(lead).intern());
        });
    }

    /** On some tenants the code is empty. */
    private static String campaign(Lead lead) {
        String code = lead.getCampaignCode();
        return code == null || code.isBlank() ? lead.getCampaignId() : code;
    }

    boolean know(Message lead) {
        return campaigns.containsKey(id(lead));
    }

    /** Makes a row of a lead, below the names of the columns when it is the first of its file. */
    void place(Message lead) {
        String campaign = campaigns.get(id(lead));
        Map<?, ?> fields = lead.getBody(Map.class);
        List<String> names = fields.keySet().stream().map(String::valueOf).toList();
        List<List<?>> rows = new ArrayList<>();
        List<List<String>> files = columns.computeIfAbsent(campaign, key -> new ArrayList<>());
        if (!files.contains(names)) {
            files.add(names);
            rows.add(names);
        }
        rows.add(List.copyOf(fields.values()));
        int number = files.indexOf(names) + 1;
        lead.setHeader(Exchange.FILE_NAME, fileName(campaign) + (number > 1 ? "-" + number : "") + ".csv");
        lead.setBody(rows);
    }

    /** A code may have what a file's name must not have. */
    private static String fileName(String campaign) {
        return URLEncoder.encode(campaign, StandardCharsets.UTF_8);
    }

    private static String id(Message lead) {
        return String.valueOf(lead.getBody(Map.class).get("uniqueId"));
    }
}
