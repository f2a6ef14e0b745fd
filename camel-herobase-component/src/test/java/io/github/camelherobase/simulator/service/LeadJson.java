package io.github.camelherobase.simulator.service;

import java.time.Instant;
import java.time.LocalDateTime;
import java.time.format.DateTimeFormatter;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;

import io.github.camelherobase.simulator.world.Campaign;
import io.github.camelherobase.simulator.world.EntryAccess;
import io.github.camelherobase.simulator.world.Lead;
import io.github.camelherobase.simulator.world.WorldSettings;

/** The JSON shape of a lead (observed). What is not set is left out, as the stack does with nulls. */
final class LeadJson {

    /** Seven decimals and no offset (observed). */
    static final DateTimeFormatter TIME = DateTimeFormatter.ofPattern("uuuu-MM-dd'T'HH:mm:ss.SSSSSSS", Locale.ROOT);

    private final WorldSettings settings;
    private final EnumForm enums;

    LeadJson(WorldSettings settings, EnumForm enums) {
        this.settings = settings;
        this.enums = enums;
    }

    Map<String, Object> simple(Lead lead) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("uniqueId", lead.uniqueId());
        json.put("status", enums.of(lead.status(), lead.status().number()));
        json.put("closure", enums.of(lead.closure(), lead.closure().number()));
        json.put("priority", lead.priority());
        json.put("uploadTime", time(lead.uploadTime()));
        lead.firstProcessedTime().ifPresent(processed -> json.put("firstProcessedTime", time(processed)));
        json.put("lastModifiedTime", time(lead.lastModifiedTime()));
        return json;
    }

    /** The data that an account of this entry access sees, keys in their own case. */
    Map<String, String> data(Lead lead, EntryAccess access) {
        return lead.campaign().definition().visible(lead.data(), access);
    }

    /** As GET /simpleleads gives it: everything, data keys in their own case. */
    Map<String, Object> forExport(Lead lead, EntryAccess access) {
        Map<String, Object> json = simple(lead);
        json.put("campaign", campaign(lead.campaign()));
        json.put("data", data(lead, access));
        json.put("closureData", List.of());
        person(json, "ownerOrgUnit", lead.ownerOrgUnit());
        person(json, "ownerUser", lead.ownerUser());
        person(json, "uploadedByUser", lead.uploadedByUser());
        person(json, "firstProcessedByUser", lead.firstProcessedByUser());
        person(json, "lastModifiedByUser", lead.lastModifiedByUser());
        return json;
    }

    /** As the leads resource gives it: complex members when asked for, data keys in lower case. */
    Map<String, Object> including(Lead lead, EntryAccess access, Include include) {
        Map<String, Object> json = simple(lead);
        Map<String, Object> complex = forExport(lead, access);
        Map<String, String> data = new LinkedHashMap<>();
        data(lead, access).forEach((name, value) -> data.put(name.toLowerCase(Locale.ROOT), value));
        complex.put("data", data);
        complex.forEach((name, value) -> {
            if (include.names(name)) {
                json.putIfAbsent(name, value);
            }
        });
        return json;
    }

    static Map<String, Object> campaign(Campaign campaign) {
        Map<String, Object> json = new LinkedHashMap<>();
        json.put("uniqueId", campaign.uniqueId());
        json.put("code", campaign.code());
        return json;
    }

    static String time(LocalDateTime time) {
        return TIME.format(time);
    }

    private String time(Instant instant) {
        return time(settings.shown(instant));
    }

    private static void person(Map<String, Object> json, String name, Optional<String> orgCode) {
        orgCode.ifPresent(code -> json.put(name, Map.of("orgCode", code)));
    }
}
