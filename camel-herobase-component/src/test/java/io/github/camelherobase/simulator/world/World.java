package io.github.camelherobase.simulator.world;

import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.NoSuchElementException;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.function.Consumer;
import java.util.stream.Stream;

import io.github.camelherobase.simulator.clock.SimulatorClock;

/**
 * Everything that HeroBase keeps for one site: organisation, projects, campaigns, pools, leads, calls. Safe for use by several threads; a
 * stream of leads sees each lead in one consistent state.
 */
public final class World {

    private static final long FIRST_LEAD = 10_000_001L;
    private static final long FIRST_OTHER = 2340;

    private final SimulatorClock clock;
    private final WorldSettings settings;
    private final Map<String, Project> projects = Collections.synchronizedMap(new LinkedHashMap<>());
    private final Map<String, Campaign> campaigns = new ConcurrentHashMap<>();
    private final List<Campaign> campaignsInOrder = new CopyOnWriteArrayList<>();
    private final LeadPools pools;
    private final Organisation organisation = new Organisation(this::nextId);
    private final Calls calls = new Calls();
    private final Dialer dialer;
    private final UserInterface ui;
    private final ConcurrentSkipListMap<Long, Lead> leads = new ConcurrentSkipListMap<>();
    private final CommittedLeads committed;
    private final SavedSearches searches = new SavedSearches();
    private final AtomicLong leadNumbers = new AtomicLong(FIRST_LEAD);
    private final AtomicLong otherNumbers = new AtomicLong(FIRST_OTHER);
    private volatile String lastProject = "";

    public World(SimulatorClock clock, WorldSettings settings) {
        this.clock = clock;
        this.settings = settings;
        this.pools = new LeadPools(settings);
        this.dialer = new Dialer(this, clock);
        this.ui = new UserInterface(this, clock);
        this.committed = new CommittedLeads(settings.commitDelay());
    }

    public WorldSettings settings() {
        return settings;
    }

    /** Makes a project, or finds the one of that name. */
    public Project addProject(String name) {
        lastProject = name;
        return projects.computeIfAbsent(name, key -> new Project("PRJ" + nextId(), key, true));
    }

    /** Makes a campaign; one of the same code is replaced for new leads, unless the code is empty (observed). */
    public Campaign addCampaign(CampaignSpec spec) {
        Project project = addProject(spec.projectName().orElse(lastProject));
        String id = nextId();
        LeadDefinition definition = spec.sharedDefinition()
                .map(code -> campaignOf(code).definition())
                .orElseGet(() -> spec.ownDefinition(id));
        Campaign campaign = spec.build(id, project, definition);
        if (!campaign.code().isEmpty()) {
            campaignsInOrder.removeIf(other -> other.code().equals(campaign.code()));
        }
        campaigns.put(campaign.code(), campaign);
        campaignsInOrder.add(campaign);
        return campaign;
    }

    /** In the order in which they were made. */
    public List<Project> projects() {
        synchronized (projects) {
            return List.copyOf(projects.values());
        }
    }

    /** In the order in which they were made. */
    public List<Campaign> campaigns() {
        return List.copyOf(campaignsInOrder);
    }

    public Optional<Campaign> campaign(String code) {
        return Optional.ofNullable(campaigns.get(code));
    }

    /** Every pool there is. */
    public Set<LeadPool> pools() {
        return pools.all();
    }

    /** How pools come about, and which are active. */
    public LeadPools leadPools() {
        return pools;
    }

    public Organisation organisation() {
        return organisation;
    }

    public Calls calls() {
        return calls;
    }

    /** Through which agents call leads. */
    public Dialer dialer() {
        return dialer;
    }

    /** Forgets everything, and begins to count anew. */
    public void clear() {
        synchronized (leads) {
            leads.clear();
            committed.clear();
        }
        calls.clear();
        pools.clear();
        searches.clear();
        organisation.clear();
        projects.clear();
        campaigns.clear();
        campaignsInOrder.clear();
        lastProject = "";
        leadNumbers.set(FIRST_LEAD);
        otherNumbers.set(FIRST_OTHER);
    }

    /** What people do to leads in the browser. */
    public UserInterface ui() {
        return ui;
    }

    /** Runs the nightly cleanup cycle now: it never runs by itself. */
    public void nightlyCleanup() {
        new NightlyCleanup(this).run(clock.now());
    }

    /** Makes a new lead in the pool {@code (auto) yyyy-MM-dd}, as if it had been imported by nobody in particular. */
    public Lead addLead(String campaignCode, Map<String, String> data) {
        return addLead(new NewLead(campaignOf(campaignCode), data, Optional.empty(), Optional.empty()));
    }

    /** Makes a new lead as an import does; its pool is made when it is not there. */
    public Lead addLead(NewLead wanted) {
        Campaign campaign = wanted.campaign();
        LeadPool pool = wanted.poolName()
                .map(name -> pools.named(campaign, name))
                .orElseGet(() -> pools.automatic(campaign, clock.now()));
        return store(campaign, pool, wanted.data(), wanted.uploadedBy());
    }

    Lead store(Campaign campaign, LeadPool pool, Map<String, String> data, Optional<String> uploadedBy) {
        Instant now = settings.precision().cut(clock.now());
        long number = leadNumbers.getAndIncrement();
        Lead lead = new Lead(
                number,
                number + "S" + settings.site(),
                campaign,
                pool,
                LeadStatus.New,
                LeadClosure.NotSet,
                10,
                now,
                Optional.empty(),
                now,
                campaign.definition().completed(data),
                Optional.of(settings.ownerOrgUnit()),
                Optional.empty(),
                uploadedBy,
                Optional.empty(),
                uploadedBy,
                0);
        leads.put(number, lead);
        committed.changed(lead, clock.now());
        return lead;
    }

    /**
     * Changes a lead; its {@code lastModifiedTime} becomes now unless {@code change} sets it.
     *
     * @throws NoSuchElementException when there is no such lead
     */
    public Lead change(String uniqueId, Consumer<LeadDraft> change) {
        // One change at a time, so that each is made once, and shows up in the order in which they are made.
        synchronized (leads) {
            Lead lead = lead(uniqueId).orElseThrow(() -> new NoSuchElementException("No lead " + uniqueId));
            LeadDraft draft = lead.edit().lastModifiedTime(settings.precision().cut(clock.now()));
            change.accept(draft);
            Lead changed = draft.build();
            leads.put(changed.number(), changed);
            committed.changed(changed, clock.now());
            return changed;
        }
    }

    public Optional<Lead> lead(String uniqueId) {
        return Optional.ofNullable(leads.get(numberOf(uniqueId)))
                .filter(lead -> lead.uniqueId().equals(uniqueId));
    }

    /** All leads by rising number; leads made meanwhile may be among them. */
    public Stream<Lead> leads() {
        return leads.values().stream();
    }

    /** The leads as exports see them now: what changed within the commit delay is still as it was. */
    public Stream<Lead> committedLeads() {
        return committed().values().stream();
    }

    /** One lead as exports see it now. */
    public Optional<Lead> committedLead(String uniqueId) {
        return Optional.ofNullable(committed().get(numberOf(uniqueId)))
                .filter(lead -> lead.uniqueId().equals(uniqueId));
    }

    private Map<Long, Lead> committed() {
        return settings.commitDelay().isZero() ? leads : committed.at(clock.now());
    }

    /** The searches that users saved. */
    public SavedSearches searches() {
        return searches;
    }

    /** How many leads there are. */
    public int leadCount() {
        return leads.size();
    }

    /** How many leads each campaign has, by code. */
    public Map<String, Long> leadsByCampaign() {
        Map<String, Long> counts = new LinkedHashMap<>();
        leads().forEach(lead -> counts.merge(lead.campaign().code(), 1L, Long::sum));
        return counts;
    }

    /**
     * How often each value of a field occurs among a campaign's leads: the keys are the distinct values, and one that
     * occurs more than once is a duplicate.
     */
    public Map<String, Integer> occurrences(String campaignCode, String importName) {
        Map<String, Integer> counts = new LinkedHashMap<>();
        leads().filter(lead -> lead.campaign().code().equals(campaignCode))
                .forEach(lead -> counts.merge(lead.data().getOrDefault(importName, ""), 1, Integer::sum));
        return counts;
    }

    /** The values of a field that more than one lead of the campaign has. */
    public List<String> duplicates(String campaignCode, String importName) {
        List<String> duplicates = new ArrayList<>();
        occurrences(campaignCode, importName).forEach((value, count) -> {
            if (count > 1) {
                duplicates.add(value);
            }
        });
        return duplicates;
    }

    /** The agents who work the leads, always in the same way. */
    public Agents agents() {
        return agents(1);
    }

    /** The agents who work the leads in a way that {@code seed} determines. */
    public Agents agents(long seed) {
        return new Agents(this, clock, seed);
    }

    Campaign campaignOf(String code) {
        return campaign(code).orElseThrow(() -> new NoSuchElementException("No campaign " + code));
    }

    private String nextId() {
        return otherNumbers.getAndIncrement() + "S" + settings.site();
    }

    private static long numberOf(String uniqueId) {
        int site = uniqueId.indexOf('S');
        try {
            return site < 0 ? -1 : Long.parseLong(uniqueId.substring(0, site));
        } catch (NumberFormatException notOurs) {
            return -1;
        }
    }
}
