package io.github.camelherobase.simulator.service;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.Supplier;

import io.github.camelherobase.simulator.account.Verb;
import io.github.camelherobase.simulator.world.EntryAccess;
import io.github.camelherobase.simulator.world.GlobCase;
import io.github.camelherobase.simulator.world.StampPrecision;
import io.github.camelherobase.simulator.world.UnitScope;

/**
 * A switch for each thing that is not known about the real service, set to the likeliest answer. To be set before the
 * simulator starts. The rate limits' open points are in
 * {@link io.github.camelherobase.simulator.limits.RatePolicy}.
 */
public final class OpenPoints {

    private DuplicatePolicy duplicates = DuplicatePolicy.accept();
    private ImportResultDetail importResultDetail = ImportResultDetail.SUCCESS_ONLY;
    private NoStatusSelection noStatusSelection = NoStatusSelection.ALL;
    private CampaignsFilter campaignsFilter = CampaignsFilter.IGNORED;
    private OffsetHandling offsetHandling = OffsetHandling.HONOURED;
    private GlobCase globCase = GlobCase.IGNORED;
    private AnyAccept anyAccept = AnyAccept.JSON;
    private ErrorPages errorPages = ErrorPages.HTML;
    private RetryAfter retryAfter = RetryAfter.ABSENT;
    private UsageShape usageShape = UsageShape.LIST;
    private StampPrecision stampPrecision = StampPrecision.SECONDS;
    private Optional<ZoneId> autoPoolZone = Optional.empty();
    private Duration dateHeaderSkew = Duration.ZERO;
    private DateHeaderPresence dateHeaderPresence = DateHeaderPresence.PRESENT;
    private Duration commitDelay = Duration.ZERO;
    private UnknownSearch unknownSearch = UnknownSearch.FAILED;
    private RawLeadRows rawLeadRows = RawLeadRows.DATA;
    private CsvFormat csvFormat = CsvFormat.standard();
    private UnitScope unitScope = UnitScope.WITH_UNITS_BELOW;
    private EndTimeParameter endTimeParameter = EndTimeParameter.IGNORED;
    private LongPeriods longPeriods = LongPeriods.served();
    private BoundsRounding boundsRounding = BoundsRounding.NONE;
    private DateHeaderTime dateHeaderTime = DateHeaderTime.RIGHT;
    private EnumForm enumForm = EnumForm.NAMES;
    private LimitParameter limitParameter = LimitParameter.IGNORED;
    private LongPeriods longLeadPeriods = LongPeriods.served();
    private RefusalStatus refusalStatus = RefusalStatus.TOO_MANY_REQUESTS;
    private Optional<ZoneId> boundsZone = Optional.empty();
    private Optional<ZoneId> stampZone = Optional.empty();
    private Optional<EntryAccess> entryAccess = Optional.empty();
    private final Map<String, Verb> neededVerbs = new HashMap<>();

    /** What a duplicate import leads to; accepted by default. */
    public OpenPoints duplicates(DuplicatePolicy policy) {
        duplicates = policy;
        return this;
    }

    /** What an import's result tells; {@code success} alone by default. */
    public OpenPoints importResultDetail(ImportResultDetail detail) {
        importResultDetail = detail;
        return this;
    }

    /** What an export without statuses means; all by default. */
    public OpenPoints noStatusSelection(NoStatusSelection meaning) {
        noStatusSelection = meaning;
        return this;
    }

    /** Whether {@code Campaigns} filters; ignored by default, as observed. */
    public OpenPoints campaignsFilter(CampaignsFilter effect) {
        campaignsFilter = effect;
        return this;
    }

    /** What an offset in a filter's time means; honoured by default. */
    public OpenPoints offsetHandling(OffsetHandling handling) {
        offsetHandling = handling;
        return this;
    }

    /** Whether case counts in patterns of project names; ignored by default. */
    public OpenPoints globCase(GlobCase significance) {
        globCase = significance;
        return this;
    }

    /** What {@code Accept: *}{@code /*} leads to; JSON by default. */
    public OpenPoints anyAccept(AnyAccept effect) {
        anyAccept = effect;
        return this;
    }

    /** The body of errors outside of services; HTML by default. */
    public OpenPoints errorPages(ErrorPages pages) {
        errorPages = pages;
        return this;
    }

    /** Whether a 429 bears {@code Retry-After}; absent by default. */
    public OpenPoints retryAfter(RetryAfter presence) {
        retryAfter = presence;
        return this;
    }

    /** The shape of limits and counts; a list by default. */
    public OpenPoints usageShape(UsageShape shape) {
        usageShape = shape;
        return this;
    }

    /** How finely time stamps are stored; whole seconds by default. */
    public OpenPoints stampPrecision(StampPrecision precision) {
        stampPrecision = precision;
        return this;
    }

    /** In whose midnight {@code (auto)} pools change, such as the literal CET {@code +01:00}; the site's by default. */
    public OpenPoints autoPoolZone(ZoneId zone) {
        autoPoolZone = Optional.of(zone);
        return this;
    }

    /** How far the {@code Date} header is ahead of the simulator's clock; not at all by default. */
    public OpenPoints dateHeaderSkew(Duration skew) {
        dateHeaderSkew = skew;
        return this;
    }

    /** Whether answers have a {@code Date} header; they have by default. */
    public OpenPoints dateHeaderPresence(DateHeaderPresence presence) {
        dateHeaderPresence = presence;
        return this;
    }

    /** From a lead's change, by its time stamp, until exports see it; none by default. */
    public OpenPoints commitDelay(Duration delay) {
        commitDelay = delay;
        return this;
    }

    /** What the name of a search that is not there leads to; 500 by default. */
    public OpenPoints unknownSearch(UnknownSearch effect) {
        unknownSearch = effect;
        return this;
    }

    /** What raw leads consist of; the data's fields by default. */
    public OpenPoints rawLeadRows(RawLeadRows rows) {
        rawLeadRows = rows;
        return this;
    }

    /** How CSV is written; UTF-8 with commas and a header row by default. */
    public OpenPoints csvFormat(CsvFormat format) {
        csvFormat = format;
        return this;
    }

    /** Which calls are listed under a unit; those of the units below it too by default. */
    public OpenPoints unitScope(UnitScope scope) {
        unitScope = scope;
        return this;
    }

    /** Whether {@code EndTime} ends a period of calls; ignored by default. */
    public OpenPoints endTimeParameter(EndTimeParameter effect) {
        endTimeParameter = effect;
        return this;
    }

    /** What a long period of calls leads to; nothing special by default. */
    public OpenPoints longPeriods(LongPeriods effect) {
        longPeriods = effect;
        return this;
    }

    /** To what the bounds of exports are rounded down; not at all by default. */
    public OpenPoints boundsRounding(BoundsRounding rounding) {
        boundsRounding = rounding;
        return this;
    }

    /** Which time the {@code Date} header shows; the right one by default. */
    public OpenPoints dateHeaderTime(DateHeaderTime time) {
        dateHeaderTime = time;
        return this;
    }

    /** How statuses and the like stand in answers; by name by default. */
    public OpenPoints enumForm(EnumForm form) {
        enumForm = form;
        return this;
    }

    /** What {@code Limit} does; nothing by default, as observed. */
    public OpenPoints limitParameter(LimitParameter effect) {
        limitParameter = effect;
        return this;
    }

    /** What a long period of leads leads to; nothing special by default. */
    public OpenPoints longLeadPeriods(LongPeriods effect) {
        longLeadPeriods = effect;
        return this;
    }

    /** The status of a request over the limit; 429 by default. */
    public OpenPoints refusalStatus(RefusalStatus status) {
        refusalStatus = status;
        return this;
    }

    /** In which zone the bounds of exports are read; the site's by default. */
    public OpenPoints boundsZone(ZoneId zone) {
        boundsZone = Optional.of(zone);
        return this;
    }

    /** The zone of the times in answers; the site's by default. */
    public OpenPoints stampZone(ZoneId zone) {
        stampZone = Optional.of(zone);
        return this;
    }

    /** What every account sees of leads, in place of its own; its own by default. */
    public OpenPoints entryAccess(EntryAccess access) {
        entryAccess = Optional.of(access);
        return this;
    }

    /**
     * The right's verb that a service needs, in place of the one it is called with ("Some services may require access
     * to a different verb").
     *
     * @param service method and path below {@code /api}, such as {@code GET /calls}
     */
    public OpenPoints neededVerb(String service, Verb verb) {
        neededVerbs.put(service, verb);
        return this;
    }

    public DuplicatePolicy duplicates() {
        return duplicates;
    }

    public ImportResultDetail importResultDetail() {
        return importResultDetail;
    }

    public NoStatusSelection noStatusSelection() {
        return noStatusSelection;
    }

    public CampaignsFilter campaignsFilter() {
        return campaignsFilter;
    }

    public OffsetHandling offsetHandling() {
        return offsetHandling;
    }

    public GlobCase globCase() {
        return globCase;
    }

    public AnyAccept anyAccept() {
        return anyAccept;
    }

    public ErrorPages errorPages() {
        return errorPages;
    }

    public RetryAfter retryAfter() {
        return retryAfter;
    }

    public UsageShape usageShape() {
        return usageShape;
    }

    public StampPrecision stampPrecision() {
        return stampPrecision;
    }

    public Optional<ZoneId> autoPoolZone() {
        return autoPoolZone;
    }

    public Duration dateHeaderSkew() {
        return dateHeaderSkew;
    }

    public DateHeaderPresence dateHeaderPresence() {
        return dateHeaderPresence;
    }

    public Duration commitDelay() {
        return commitDelay;
    }

    public UnknownSearch unknownSearch() {
        return unknownSearch;
    }

    public RawLeadRows rawLeadRows() {
        return rawLeadRows;
    }

    public CsvFormat csvFormat() {
        return csvFormat;
    }

    public UnitScope unitScope() {
        return unitScope;
    }

    public EndTimeParameter endTimeParameter() {
        return endTimeParameter;
    }

    public LongPeriods longPeriods() {
        return longPeriods;
    }

    public BoundsRounding boundsRounding() {
        return boundsRounding;
    }

    public DateHeaderTime dateHeaderTime() {
        return dateHeaderTime;
    }

    public EnumForm enumForm() {
        return enumForm;
    }

    public LimitParameter limitParameter() {
        return limitParameter;
    }

    public LongPeriods longLeadPeriods() {
        return longLeadPeriods;
    }

    public RefusalStatus refusalStatus() {
        return refusalStatus;
    }

    public Optional<ZoneId> boundsZone() {
        return boundsZone;
    }

    public Optional<ZoneId> stampZone() {
        return stampZone;
    }

    public Optional<EntryAccess> entryAccess() {
        return entryAccess;
    }

    /** The times that {@code Date} headers show, beginning anew; {@code clock} shows the right one. */
    public Supplier<Instant> dates(Supplier<Instant> clock) {
        return dateHeaderTime.over(() -> clock.get().plus(dateHeaderSkew));
    }

    /** The verb that a route needs. */
    public Verb neededVerb(Route route) {
        return neededVerbs.getOrDefault(route.method() + " " + route.template(), route.verb());
    }
}
