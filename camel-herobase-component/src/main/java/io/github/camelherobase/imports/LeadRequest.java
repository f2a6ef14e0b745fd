package io.github.camelherobase.imports;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Collections;
import java.util.HexFormat;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Objects;
import java.util.Set;
import java.util.stream.Stream;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.ObjectWriter;
import com.fasterxml.jackson.databind.SerializationFeature;

import io.github.camelherobase.api.LeadImport;
import io.github.camelherobase.api.NullFields;
import io.github.camelherobase.base.Sha256;
import io.github.camelherobase.client.PrivateValues;
import io.github.camelherobase.imports.body.MissingKey;

/**
 * The body of one {@code POST /leads}. The service takes text only, so numbers and booleans become text.
 */
final class LeadRequest {

    private static final ObjectMapper JSON = new ObjectMapper();
    private static final ObjectWriter AS_IS = JSON.writer();
    /** The same members in another order are the same lead. */
    private static final ObjectWriter IN_ORDER = JSON.writer(SerializationFeature.ORDER_MAP_ENTRIES_BY_KEYS);

    /** What a reader writes for bytes that are none of its charset. */
    private static final char REPLACEMENT = '\uFFFD';

    private static final String MARK = "\uFEFF";
    private static final String DELIMITERS = ";,\t|";
    private static final String CAMPAIGN_CODE = "CampaignCode";

    private final LeadImport lead;
    /** Null where the lead's own fields are sent as they are: ten thousand may wait for quota. */
    private final Map<String, String> texts;

    private final String campaignCode;
    private final String leadPool;
    private final String key;
    private final String keyName;
    private final byte[] body;

    /** @throws IllegalArgumentException when the lead cannot be sent; the message holds no value of it */
    LeadRequest(LeadImport lead, long position, ImportTerms terms, ImportSettings settings) {
        this.lead = lead;
        boolean plain = isPlain(lead, settings);
        this.texts = plain ? null : texts(lead, settings);
        Map<String, String> data = data();
        checkThatItWasReadWell(data);
        this.campaignCode = firstOf(plain ? lead.getCampaignCode() : ownCampaign(settings), terms.campaignCode());
        if (data.isEmpty()) {
            throw new IllegalArgumentException("it has no fields");
        }
        if (campaignCode == null) {
            throw new IllegalArgumentException("it names no campaign; set its CampaignCode, the header"
                    + " CamelHerobaseCampaignCode or the option campaignCode");
        }
        this.key = terms.key() == null ? null : key(terms.key(), data, position);
        this.keyName = terms.key() == null ? null : terms.key().name();
        this.leadPool = firstOf(lead.getLeadPool(), terms.leadPool());
        this.body = json(AS_IS, members(settings.leadPoolField()));
    }

    /** The fields as they are sent. */
    private Map<String, String> data() {
        return texts == null ? plain(lead) : texts;
    }

    /** Whether the fields are sent as they are. */
    private static boolean isPlain(LeadImport lead, ImportSettings settings) {
        for (Map.Entry<String, Object> field : lead.getData().entrySet()) {
            String name = field.getKey();
            if (!(field.getValue() instanceof String)
                    || name == null
                    || name.startsWith(MARK)
                    || isCampaign(lead, name, settings)) {
                return false;
            }
        }
        return true;
    }

    @SuppressWarnings({"unchecked", "rawtypes"})
    private static Map<String, String> plain(LeadImport lead) {
        return (Map) lead.getData();
    }

    private static Map<String, String> texts(LeadImport lead, ImportSettings settings) {
        Map<String, String> texts = new LinkedHashMap<>(lead.getData().size() * 4 / 3 + 1);
        lead.getData().forEach((name, value) -> {
            String field = withoutMark(name);
            if (isCampaign(lead, field, settings)) {
                return;
            }
            if (value != null) {
                texts.put(field, settings.values().of(field, value));
            } else if (settings.nullFields() == NullFields.empty) {
                texts.put(field, "");
            }
        });
        return texts;
    }

    /** Whether no field of the lead has a value; not of one without fields, which is a mistake. */
    static boolean isBlank(LeadImport lead, ImportSettings settings) {
        for (Map.Entry<String, Object> field : lead.getData().entrySet()) {
            if (!isBlank(field.getValue())
                    && !String.valueOf(withoutMark(field.getKey())).equalsIgnoreCase(settings.campaignField())) {
                return false;
            }
        }
        return !lead.getData().isEmpty();
    }

    private static boolean isBlank(Object value) {
        return value == null
                || value instanceof CharSequence text && text.toString().isBlank();
    }

    /** Whether a field names the campaign, so that it is not sent among the data. */
    private static boolean isCampaign(LeadImport lead, String field, ImportSettings settings) {
        return field != null
                && (field.equalsIgnoreCase(settings.campaignField())
                        || lead.getCampaignCode() == null && field.equalsIgnoreCase(CAMPAIGN_CODE));
    }

    /** The campaign that the lead names itself; null when it names none. */
    private String ownCampaign(ImportSettings settings) {
        String named = firstOf(lead.getCampaignCode(), null);
        for (Map.Entry<String, Object> entry : lead.getData().entrySet()) {
            String field = withoutMark(entry.getKey());
            if (!isCampaign(lead, field, settings) || isBlank(entry.getValue())) {
                continue;
            }
            if (!field.equalsIgnoreCase(settings.campaignField())) {
                throw new IllegalArgumentException("it names a campaign in its field " + field
                        + ", which would not be heeded; set campaignField=" + field
                        + " to use it, or take the field away");
            }
            String value = settings.values().of(field, entry.getValue()).trim();
            if (named != null && !named.equalsIgnoreCase(value)) {
                throw new IllegalArgumentException(
                        "it names two campaigns, in its CampaignCode and in its field " + field);
            }
            named = value;
        }
        return named;
    }

    /** Excel and others write a byte order mark, which sticks to the name of the first column; to its quotes too. */
    private static String withoutMark(String field) {
        if (field == null || !field.startsWith(MARK)) {
            return field;
        }
        String name = field.substring(1);
        boolean quoted = name.length() > 1 && name.startsWith("\"") && name.endsWith("\"");
        return quoted ? name.substring(1, name.length() - 1).replace("\"\"", "\"") : name;
    }

    /** A wrong delimiter or charset: refused here, as each row would cost a request, or be altered. */
    private static void checkThatItWasReadWell(Map<String, String> data) {
        data.forEach((name, value) -> {
            if (name != null && name.indexOf(REPLACEMENT) >= 0 || value.indexOf(REPLACEMENT) >= 0) {
                throw new IllegalArgumentException(
                        "its field " + name + " holds U+FFFD, which stands for what could not"
                                + " be read; name the charset of the file, for example with the option charset=windows-1252"
                                + " of the file endpoint");
            }
        });
        if (data.size() == 1) {
            data.forEach((only, value) -> checkThatItIsNoRow(only));
        }
    }

    private static void checkThatItIsNoRow(String only) {
        if (only != null && only.chars().anyMatch(c -> DELIMITERS.indexOf(c) >= 0)) {
            // The name stays out: where the file has no header row, it is a person's data.
            throw new IllegalArgumentException(
                    "its only field is named like a whole row of names, as there is a delimiter"
                            + " in the name; set the delimiter of the CSV");
        }
    }

    private Map<String, Object> members(String leadPoolField) {
        Map<String, Object> request = new LinkedHashMap<>();
        request.put(CAMPAIGN_CODE, campaignCode);
        request.put("Data", data());
        if (leadPool != null && lead.getFurtherMembers().keySet().stream().noneMatch(leadPoolField::equalsIgnoreCase)) {
            request.put(leadPoolField, leadPool);
        }
        request.putAll(lead.getFurtherMembers());
        return request;
    }

    private static String key(LeadKey key, Map<String, String> data, long position) {
        String value = key.of(data, position);
        if (value == null || value.isBlank()) {
            throw new IllegalArgumentException(
                    new MissingKey(key.name(), data.keySet()) + ", so the journal could not tell it from another lead");
        }
        return value;
    }

    /** What makes it the same lead in this account when it comes again: the key if there is one, else all that is sent. */
    byte[] identity() {
        StringBuilder identity = new StringBuilder(256);
        add(identity, campaignCode.toLowerCase(Locale.ROOT));
        add(identity, key);
        if (key == null) {
            add(identity, leadPool);
            Map<String, String> data = data();
            List<String> names = new ArrayList<>(data.size());
            data.forEach((name, text) -> names.add(name));
            Collections.sort(names);
            for (String name : names) {
                add(identity, name);
                add(identity, data.get(name));
            }
        }
        byte[] plain = identity.toString().getBytes(StandardCharsets.UTF_8);
        if (key != null || lead.getFurtherMembers().isEmpty()) {
            return plain;
        }
        byte[] members = json(IN_ORDER, lead.getFurtherMembers());
        byte[] all = Arrays.copyOf(plain, plain.length + members.length);
        System.arraycopy(members, 0, all, plain.length, members.length);
        return all;
    }

    /** With its length, so that no two lists of texts are written alike. */
    private static void add(StringBuilder texts, String text) {
        texts.append(text == null ? -1 : text.length()).append(':').append(text == null ? "" : text);
    }

    /** All that is sent beside the campaign, as 16 hexadecimal digits. */
    String fingerprint() {
        Map<String, Object> content = new LinkedHashMap<>();
        content.put("pool", leadPool);
        content.put("data", data());
        content.put("members", lead.getFurtherMembers());
        return HexFormat.of().toHexDigits(Sha256.fingerprint(json(IN_ORDER, content)));
    }

    /** How messages name what the key is made of. */
    String keyName() {
        return keyName;
    }

    String campaignCode() {
        return campaignCode;
    }

    /** What names the lead in the journal; null when no journal is kept. */
    String key() {
        return key;
    }

    LeadImport lead() {
        return lead;
    }

    /** The names of the fields that are sent. */
    Set<String> fields() {
        return data().keySet();
    }

    /** A field as it is sent, whatever the case of its name; empty when it is not. */
    String value(String field) {
        Map<String, String> data = data();
        String exact = data.get(field);
        if (exact != null) {
            return exact;
        }
        return data.entrySet().stream()
                .filter(entry -> entry.getKey().equalsIgnoreCase(field))
                .map(Map.Entry::getValue)
                .findFirst()
                .orElse("");
    }

    /** Null when HeroBase takes its pool of the day. */
    String leadPool() {
        return leadPool;
    }

    byte[] body() {
        return body;
    }

    /** {@code text} of the server's without the lead's values, however the server writes them. */
    String mask(String text) {
        Stream<String> further = lead.getFurtherMembers().values().stream()
                .filter(Objects::nonNull)
                .map(Object::toString);
        return PrivateValues.of(Stream.concat(data().values().stream(), further).toList())
                .mask(text);
    }

    private static String firstOf(String own, String other) {
        if (own != null && !own.isBlank()) {
            return own.trim();
        }
        return other == null || other.isBlank() ? null : other.trim();
    }

    private static byte[] json(ObjectWriter writer, Map<String, Object> members) {
        try {
            return writer.writeValueAsBytes(members);
        } catch (JsonProcessingException e) {
            throw new IllegalArgumentException("a member beside its Data cannot be written as JSON");
        }
    }
}
