package io.github.camelherobase.simulator.world;

import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.Optional;

/** A lead being changed. */
public final class LeadDraft {

    private final Lead origin;
    private LeadStatus status;
    private LeadClosure closure;
    private int priority;
    private Optional<Instant> firstProcessedTime;
    private Instant lastModifiedTime;
    private final Map<String, String> data;
    private Optional<String> ownerUser;
    private Optional<String> firstProcessedByUser;
    private Optional<String> lastModifiedByUser;
    private int callAttempts;

    LeadDraft(Lead origin) {
        this.origin = origin;
        this.status = origin.status();
        this.closure = origin.closure();
        this.priority = origin.priority();
        this.firstProcessedTime = origin.firstProcessedTime();
        this.lastModifiedTime = origin.lastModifiedTime();
        this.data = new LinkedHashMap<>(origin.data());
        this.ownerUser = origin.ownerUser();
        this.firstProcessedByUser = origin.firstProcessedByUser();
        this.lastModifiedByUser = origin.lastModifiedByUser();
        this.callAttempts = origin.callAttempts();
    }

    public LeadDraft status(LeadStatus value) {
        status = value;
        return this;
    }

    public LeadDraft closure(LeadClosure value) {
        closure = value;
        return this;
    }

    public LeadDraft priority(int value) {
        priority = value;
        return this;
    }

    /** Sets one value of the data. */
    public LeadDraft data(String importName, String value) {
        data.put(importName, value);
        return this;
    }

    /** Empties every value of the data; the keys stay. */
    public LeadDraft emptyData() {
        data.replaceAll((importName, value) -> "");
        return this;
    }

    /** The lead is this agent's alone. */
    public LeadDraft ownedBy(String orgCode) {
        ownerUser = Optional.of(orgCode);
        return this;
    }

    /** Any agent may call the lead. */
    public LeadDraft ownedByNobody() {
        ownerUser = Optional.empty();
        return this;
    }

    /** Overrides the time that {@link World#change} set. */
    public LeadDraft lastModifiedTime(Instant value) {
        lastModifiedTime = value;
        return this;
    }

    /** Who touched the lead now. */
    public LeadDraft lastModifiedBy(String orgCode) {
        lastModifiedByUser = Optional.of(orgCode);
        return this;
    }

    /** Records the first agent who had contact; later calls change nothing. */
    public LeadDraft processedBy(String orgCode, Instant time) {
        if (firstProcessedByUser.isEmpty()) {
            firstProcessedByUser = Optional.of(orgCode);
            firstProcessedTime = Optional.of(time);
        }
        return this;
    }

    public LeadDraft callAttempts(int value) {
        callAttempts = value;
        return this;
    }

    Lead build() {
        return new Lead(
                origin.number(),
                origin.uniqueId(),
                origin.campaign(),
                origin.pool(),
                status,
                closure,
                priority,
                origin.uploadTime(),
                firstProcessedTime,
                lastModifiedTime,
                data,
                origin.ownerOrgUnit(),
                ownerUser,
                origin.uploadedByUser(),
                firstProcessedByUser,
                lastModifiedByUser,
                callAttempts);
    }
}
