package io.github.camelherobase.api;

import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.Map;

/**
 * One lead to import. {@code data} holds the fields by the import names of the campaign's lead definition.
 *
 * <pre>{@code new LeadImport("SPRING25").with("FirstName", "Ada").with("Phone", "70000001")}</pre>
 */
public final class LeadImport {

    private String campaignCode;
    private String leadPool;
    private final Map<String, Object> data = new LinkedHashMap<>();
    /** Null while there is none, as in most leads. */
    private Map<String, Object> furtherMembers;

    public LeadImport() {}

    public LeadImport(String campaignCode) {
        this.campaignCode = campaignCode;
    }

    /** Adds a field; numbers and booleans are sent as text, a null is left out. */
    public LeadImport with(String importName, Object value) {
        data.put(importName, value);
        return this;
    }

    /** Adds all fields of {@code fields}. */
    public LeadImport withAll(Map<String, ?> fields) {
        data.putAll(fields);
        return this;
    }

    /** Adds a member of the request beside {@code CampaignCode} and {@code Data}, which is passed on as it is. */
    public LeadImport withMember(String name, Object value) {
        if (furtherMembers == null) {
            furtherMembers = new LinkedHashMap<>();
        }
        furtherMembers.put(name, value);
        return this;
    }

    /** The campaign; null: the header or the option {@code campaignCode} decides. */
    public String getCampaignCode() {
        return campaignCode;
    }

    public void setCampaignCode(String campaignCode) {
        this.campaignCode = campaignCode;
    }

    /**
     * The lead pool by name; null: the header or the option {@code leadPool} decides, and without one HeroBase takes the
     * pool {@code (auto) yyyy-MM-dd} of its day.
     */
    public String getLeadPool() {
        return leadPool;
    }

    public void setLeadPool(String leadPool) {
        this.leadPool = leadPool;
    }

    public Map<String, Object> getData() {
        return Collections.unmodifiableMap(data);
    }

    public Map<String, Object> getFurtherMembers() {
        return furtherMembers == null ? Map.of() : Collections.unmodifiableMap(furtherMembers);
    }

    /** The campaign and the number of fields only: a lead holds data about a person. */
    @Override
    public String toString() {
        return "LeadImport[campaign=" + campaignCode + ", " + data.size() + " fields]";
    }
}
