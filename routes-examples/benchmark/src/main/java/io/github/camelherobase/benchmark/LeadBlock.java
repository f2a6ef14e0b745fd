package io.github.camelherobase.benchmark;

import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.List;
import java.util.Locale;
import java.util.SplittableRandom;

/**
 * Made-up leads as JSON. No two are alike, since a processor learns to predict what repeats, and lengths, empty fields,
 * Danish letters and escapes vary as in real ones. An export is this block over and over, with other ids each time.
 */
final class LeadBlock {

    /** Of a lead, in bytes. */
    static final int MEAN_SIZE = 855;

    private static final int LEADS = 32_768;
    private static final long FIRST_ID = 1_000_000_000L;
    private static final int ID_DIGITS = 10;
    private static final DateTimeFormatter TIME =
            DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS", Locale.ROOT);

    private static final List<String> STATUSES =
            List.of("UserProcessed", "UserProcessed", "RedialAutomatic", "RedialManualPrivate", "Depleted", "New");
    private static final List<String> CLOSURES = List.of("Success", "NotInterested", "InvalidLead", "Unqualified");
    private static final List<String> FIRST_NAMES = List.of(
            "Søren", "Ada", "Åse", "Jørgen", "Birgit", "Mette", "Poul", "Anne-Marie", "Bo", "Kristoffer", "Gry", "Ole");
    private static final List<String> LAST_NAMES = List.of(
            "Jensen",
            "Nørgård",
            "Ærøskøbing",
            "Bach",
            "Holm Sørensen",
            "Kjær",
            "Dahl",
            "Vestergaard",
            "Lund",
            "Østergård");
    private static final List<String> STREETS = List.of(
            "Vestergade", "Nørrebrogade", "Skovvej", "Gammel Kongevej", "Engen", "Åboulevarden", "Ved Stranden");
    private static final List<String> TOWNS =
            List.of("København Ø", "Aarhus C", "Odense", "Aalborg", "Ribe", "Rønne", "Frederikshavn", "Næstved");
    private static final List<String> COMPANIES =
            List.of("Fjernvarme Nørrebro A/S", "Ørsted", "Norlys", "", "Andel Energi", "SEAS", "Modstrøm Danmark A/S");
    private static final List<String> WORDS = List.of(
            "ringet",
            "op",
            "to",
            "gange",
            "vil",
            "ringes",
            "til",
            "igen",
            "på",
            "tirsdag",
            "efter",
            "kl.",
            "17,",
            "spørg",
            "Åse",
            "ikke",
            "interesseret",
            "før",
            "næste",
            "år",
            "har",
            "fået",
            "tilbud",
            "\\\"dyrt\\\"",
            "\\n",
            "opsagt");

    private final SplittableRandom random = new SplittableRandom(20261124);
    private final ByteArrayOutputStream bytes = new ByteArrayOutputStream();
    private final int[] begins = new int[LEADS + 1];
    private final byte[] json;

    /** @param modified no lead was changed after it, and none two hours before it */
    LeadBlock(LocalDateTime modified) {
        for (int i = 0; i < LEADS; i++) {
            begins[i] = bytes.size();
            bytes.writeBytes(lead(modified).getBytes(StandardCharsets.UTF_8));
        }
        begins[LEADS] = bytes.size();
        json = bytes.toByteArray();
    }

    static LeadBlock endingNow() {
        return new LeadBlock(LocalDateTime.now(ZoneId.of("Europe/Copenhagen")).minusMinutes(5));
    }

    /** Writes an export of so many leads. */
    void write(long leads, OutputStream out) throws IOException {
        byte[] copy = json.clone();
        out.write('[');
        for (long first = 0; first < leads; first += LEADS) {
            int count = (int) Math.min(LEADS, leads - first);
            for (int i = 0; i < count; i++) {
                number(copy, begins[i], FIRST_ID + first + i);
            }
            // Every lead begins with its comma, which the very first does without.
            int begin = first == 0 ? 1 : 0;
            out.write(copy, begin, begins[count] - begin);
        }
        out.write(']');
    }

    private static void number(byte[] copy, int lead, long number) {
        int offset = lead + ",{\"uniqueId\":\"".length();
        long left = number;
        for (int i = offset + ID_DIGITS - 1; i >= offset; i--) {
            copy[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }

    private String lead(LocalDateTime modified) {
        String status = any(STATUSES);
        boolean processed = status.equals("UserProcessed");
        String closure = processed ? any(CLOSURES) : "NotSet";
        LocalDateTime changed = modified.minusNanos(random.nextLong(7_200) * 1_000_000_000L);
        StringBuilder lead = new StringBuilder(",{\"uniqueId\":\"##########S3064\"");
        text(lead, "status", status);
        text(lead, "closure", closure);
        lead.append(",\"priority\":").append(random.nextInt(1, 200));
        text(lead, "uploadTime", TIME.format(changed.minusDays(random.nextInt(90))));
        if (processed) {
            text(lead, "firstProcessedTime", TIME.format(changed.minusHours(random.nextInt(90))));
        }
        text(lead, "lastModifiedTime", TIME.format(changed));
        lead.append(",\"campaign\":{\"code\":\"SPRING25\",\"uniqueId\":\"77S3064\"},\"data\":{\"FirstName\":\"");
        lead.append(any(FIRST_NAMES)).append('"');
        text(lead, "LastName", any(LAST_NAMES));
        text(lead, "Phone", String.valueOf(random.nextInt(20_000_000, 90_000_000)));
        text(lead, "Telefon2", random.nextInt(4) == 0 ? String.valueOf(random.nextInt(20_000_000, 90_000_000)) : "");
        text(lead, "Email", random.nextInt(5) == 0 ? "" : "lead" + random.nextInt(1_000_000) + "@example.com");
        text(lead, "Adresse", any(STREETS) + " " + random.nextInt(1, 300) + (random.nextBoolean() ? "" : ", 2. th."));
        text(lead, "Postnr", String.valueOf(random.nextInt(1000, 9999)));
        text(lead, "By", any(TOWNS));
        text(lead, "A-kasse salg", random.nextBoolean() ? "" : "Ja");
        text(lead, "Antal", String.valueOf(random.nextInt(30)));
        text(lead, "Nuværende leverandør", any(COMPANIES));
        text(lead, "Bedste tidspunkt", random.nextInt(3) == 0 ? "Hverdage 16-19" : "");
        text(
                lead,
                "Samtykke",
                TIME.format(changed.minusDays(random.nextInt(400))).substring(0, 16));
        text(lead, "Kommentar: intern", note());
        text(lead, "Result", processed ? closure : "");
        lead.append("},\"closureData\":[],\"ownerOrgUnit\":{\"orgCode\":\"Sales East\"}");
        user(lead, "uploadedByUser", "api@example.com");
        if (processed) {
            user(lead, "firstProcessedByUser", agent());
        }
        user(lead, "lastModifiedByUser", agent());
        return lead.append('}').toString();
    }

    private String note() {
        StringBuilder note = new StringBuilder();
        for (int words = random.nextInt(30); words > 0; words--) {
            note.append(any(WORDS)).append(' ');
        }
        return note.toString();
    }

    private String agent() {
        return "agent" + random.nextInt(200) + "@example.com";
    }

    private static void user(StringBuilder lead, String role, String orgCode) {
        lead.append(",\"")
                .append(role)
                .append("\":{\"orgCode\":\"")
                .append(orgCode)
                .append("\"}");
    }

    private static void text(StringBuilder lead, String name, String value) {
        lead.append(",\"").append(name).append("\":\"").append(value).append('"');
    }

    private String any(List<String> texts) {
        return texts.get(random.nextInt(texts.size()));
    }
}
