package io.github.camelherobase.simulator.service;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import io.github.camelherobase.simulator.json.JsonWriter;
import io.github.camelherobase.simulator.world.Campaign;
import io.github.camelherobase.simulator.world.LeadClosure;
import io.github.camelherobase.simulator.world.LeadStatus;

/** A lead's JSON in bytes, in which only the digits that differ from lead to lead are overwritten. For one thread. */
final class LeadTemplate {

    private static final String ID = "##########";
    private static final String PHONE = "%%%%%%%%";
    private static final String MODIFIED = "@@@@-@@-@@T@@:@@:@@";

    private final byte[] bytes;
    private final int idOffset;
    private final int phoneOffset;
    private final int modifiedOffset;

    LeadTemplate(Campaign campaign, int site, int variant, LeadStatus status, LeadClosure closure, String earlier) {
        String text = "," + JsonWriter.text(json(campaign, site, variant, status, closure, earlier));
        bytes = text.getBytes(StandardCharsets.UTF_8);
        idOffset = offsetOf(ID);
        phoneOffset = offsetOf(PHONE);
        modifiedOffset = offsetOf(MODIFIED);
    }

    /** Writes the lead, behind a comma unless it is the first. */
    void write(OutputStream out, long number, byte[] modified, boolean first) throws IOException {
        digits(idOffset, ID.length(), 1_000_000_000L + number);
        digits(phoneOffset, PHONE.length(), 20_000_000L + number % 70_000_000L);
        System.arraycopy(modified, 0, bytes, modifiedOffset, modified.length);
        int start = first ? 1 : 0;
        out.write(bytes, start, bytes.length - start);
    }

    private void digits(int offset, int length, long number) {
        long left = number;
        for (int i = offset + length - 1; i >= offset; i--) {
            bytes[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }

    private int offsetOf(String mark) {
        // One character for each byte, so that offsets agree.
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(mark);
    }

    private static Map<String, Object> json(
            Campaign campaign, int site, int variant, LeadStatus status, LeadClosure closure, String earlier) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("uniqueId", ID + "S" + site);
        json.put("status", status);
        json.put("closure", closure);
        json.put("priority", 10);
        json.put("uploadTime", earlier);
        boolean processed = status == LeadStatus.UserProcessed;
        if (processed) {
            json.put("firstProcessedTime", earlier);
        }
        json.put("lastModifiedTime", MODIFIED + ".0000000");
        json.put("campaign", LeadJson.campaign(campaign));
        json.put("data", data(variant, campaign.definition().resultFor(closure)));
        json.put("closureData", List.of());
        json.put("ownerOrgUnit", Map.of("orgCode", "Sales East"));
        json.put("uploadedByUser", Map.of("orgCode", "api@example.com"));
        if (processed) {
            json.put("firstProcessedByUser", Map.of("orgCode", "agent" + variant + "@example.com"));
        }
        json.put("lastModifiedByUser", Map.of("orgCode", "agent" + variant + "@example.com"));
        return json;
    }

    private static Map<String, String> data(int variant, String result) {
        Map<String, String> data = new LinkedHashMap<>();
        data.put("FirstName", List.of("Søren", "Ada", "Åse", "Jørgen", "Birgit").get(variant % 5));
        data.put("LastName", List.of("Ærøskøbing", "Jensen", "Nørgård", "Test").get(variant % 4));
        data.put("Phone", PHONE);
        data.put("Telefon2", "");
        data.put("Email", "lead" + variant + "@example.com");
        data.put("Adresse", "Vestergade " + variant + ", 2. th.");
        data.put("Postnr", String.valueOf(2000 + variant));
        data.put("By", "København Ø");
        data.put("A-kasse salg", variant % 2 == 0 ? "" : "Ja");
        data.put("Antal", String.valueOf(variant % 7));
        data.put("Nuværende leverandør", "Fjernvarme Nørrebro A/S");
        data.put("Bedste tidspunkt", "Hverdage 16-19");
        data.put("Samtykke", "2026-01-15 09:30");
        data.put("Kommentar: intern", note(variant));
        data.put("Result", result);
        return data;
    }

    /** Every eighth has what must be escaped. */
    private static String note(int variant) {
        return variant % 8 == 0
                ? "Ringet op \"2\" gange\nvil ringes til igen \\ på tirsdag\tefter kl. 17, spørg efter Åse"
                : "Ringet op to gange, vil ringes til igen på tirsdag efter kl. 17, spørg efter Åse";
    }
}
