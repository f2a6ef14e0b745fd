package io.github.camelherobase.simulator.world;

import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/**
 * Describes a campaign to be made. Its lead definition has the fields named here, in their order, and at the end the
 * one in which agents pick a result, {@code Result} unless named otherwise. Further data of an import are kept.
 */
public final class CampaignSpec {

    private final String code;
    private String name;
    private String project;
    private final Map<String, LeadField> fields = new LinkedHashMap<>();
    private String phoneField = "Phone";
    private String resultField = "Result";
    private final Map<String, LeadClosure> closures = new LinkedHashMap<>();

    private String definitionOf;
    private int maxCallAttempts = 6;
    private ExpiryLimits expiry = ExpiryLimits.NONE;
    private boolean active = true;

    private CampaignSpec(String code) {
        this.code = code;
        this.name = code;
        closures.put("Sale", LeadClosure.Success);
        closures.put("No thanks", LeadClosure.NotInterested);
        closures.put("Wrong number", LeadClosure.InvalidLead);
        closures.put("Not in target group", LeadClosure.Unqualified);
    }

    /** A campaign with this code; its name is the code too until {@link #name} is called. */
    public static CampaignSpec code(String code) {
        return new CampaignSpec(code);
    }

    public CampaignSpec name(String displayName) {
        name = displayName;
        return this;
    }

    /** The project by name; without it the one described last. A project not there is made. */
    public CampaignSpec project(String projectName) {
        project = projectName;
        return this;
    }

    /** Fields that an import must fill. */
    public CampaignSpec required(String... importNames) {
        for (String importName : importNames) {
            fields.put(importName, new LeadField(importName, true, EntryAccess.NONE));
        }
        return this;
    }

    /** Fields that an import may leave out; they are exported as empty text then. */
    public CampaignSpec optional(String... importNames) {
        for (String importName : importNames) {
            fields.put(importName, new LeadField(importName, false, EntryAccess.NONE));
        }
        return this;
    }

    /**
     * Fields named before that only accounts of this entry access see; fields are seen by every account otherwise.
     *
     * @throws IllegalArgumentException for a field that was not named before
     */
    public CampaignSpec seenWith(EntryAccess access, String... importNames) {
        for (String importName : importNames) {
            LeadField field = fields.get(importName);
            if (field == null) {
                throw new IllegalArgumentException("No field " + importName + " in campaign " + code);
            }
            fields.put(importName, field.seenWith(access));
        }
        return this;
    }

    /** The field that is dialled, {@code Phone} by default. */
    public CampaignSpec phoneField(String importName) {
        phoneField = importName;
        return this;
    }

    /** The field in which agents pick a result. */
    public CampaignSpec resultField(String importName) {
        resultField = importName;
        return this;
    }

    /** A result that agents can pick, and the closure it means. */
    public CampaignSpec result(String text, LeadClosure closure) {
        closures.put(text, closure);
        return this;
    }

    /** The campaign has the lead definition of another one, described before, in place of fields of its own. */
    public CampaignSpec definitionOf(String campaignCode) {
        definitionOf = campaignCode;
        return this;
    }

    /** So many calls without contact make a lead Depleted; 6 by default. */
    public CampaignSpec depletedAfter(int calls) {
        maxCallAttempts = calls;
        return this;
    }

    /** New leads, automatic and common redials expire so long after their upload; by default never. */
    public CampaignSpec expiresAfter(Duration limit) {
        expiry = new ExpiryLimits(Optional.of(limit), expiry.privateRedials());
        return this;
    }

    /** Private redials expire so long after their upload; by default never. */
    public CampaignSpec privateRedialsExpireAfter(Duration limit) {
        expiry = new ExpiryLimits(expiry.open(), Optional.of(limit));
        return this;
    }

    /** The campaign is over; its leads are there still. */
    public CampaignSpec inactive() {
        active = false;
        return this;
    }

    Optional<String> projectName() {
        return Optional.ofNullable(project);
    }

    Optional<String> sharedDefinition() {
        return Optional.ofNullable(definitionOf);
    }

    LeadDefinition ownDefinition(String id) {
        Map<String, LeadField> all = new LinkedHashMap<>(fields);
        all.putIfAbsent(resultField, new LeadField(resultField, false, EntryAccess.NONE));
        return new LeadDefinition("DEF" + id, name, List.copyOf(all.values()), phoneField, resultField, closures);
    }

    Campaign build(String id, Project inProject, LeadDefinition definition) {
        return new Campaign("CAMP" + id, code, name, inProject, definition, maxCallAttempts, expiry, active);
    }
}
