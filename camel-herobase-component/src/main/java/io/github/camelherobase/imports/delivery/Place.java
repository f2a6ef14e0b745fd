package io.github.camelherobase.imports.delivery;

import java.lang.ref.WeakReference;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.SafeCopyProperty;

import io.github.camelherobase.HerobaseConstants;

/**
 * Where in its delivery an exchange stands: in the whole, or in the element of a split. Every exchange carries its place
 * twice, because seda copies properties only and {@code removeProperties("*")} leaves the other kind alone.
 */
public final class Place implements SafeCopyProperty {

    private static final long WHOLE = 0x9E3779B97F4A7C15L;

    /** Null in an exchange that has ended: then it is known as long as others of the delivery live. */
    private final Delivery delivery;

    private final WeakReference<Delivery> ended;
    private final Place outer;
    private final long path;
    private final boolean known;
    /** The id of the exchange that stands here; its copies carry it too. */
    private final String exchangeId;

    private Place(Delivery delivery, Place outer, long path, boolean known, String exchangeId) {
        this(delivery, null, outer, path, known, exchangeId);
    }

    private Place(
            Delivery delivery,
            WeakReference<Delivery> ended,
            Place outer,
            long path,
            boolean known,
            String exchangeId) {
        this.delivery = delivery;
        this.ended = ended;
        this.outer = outer;
        this.path = path;
        this.known = known;
        this.exchangeId = exchangeId;
    }

    static Place whole(Delivery delivery) {
        return new Place(delivery, null, WHOLE, true, null);
    }

    /** The place of an element of what stands here. */
    public Place element(long index) {
        return new Place(delivery, this, mix(path ^ mix(index + 1)), known, null);
    }

    /** The same place, of the exchange that stands here. */
    Place of(String id) {
        return new Place(delivery, outer, path, known, id);
    }

    boolean isOf(String id) {
        return id.equals(exchangeId);
    }

    /** Somewhere in this place, nobody can say where. */
    Place unknown() {
        return new Place(delivery, outer, path, false, null);
    }

    boolean isKnown() {
        return known;
    }

    /** Null when the exchange carries none. */
    static Place carriedBy(Exchange exchange) {
        Place place = exchange.getProperty(HerobaseConstants.EARLIER_IMPORT) instanceof Place property
                ? property
                : exchange.getExchangeExtension().getSafeCopyProperty(HerobaseConstants.EARLIER_IMPORT, Place.class);
        return place == null || place.delivery != null ? place : place.in(place.ended.get());
    }

    /** The same place in what holds no memory: a pool may keep an exchange that has ended for as long as it likes. */
    Place ended() {
        return new Place(
                null, new WeakReference<>(delivery), outer == null ? null : outer.ended(), path, known, exchangeId);
    }

    /** Null where nothing of the delivery is left. */
    private Place in(Delivery living) {
        return living == null
                ? null
                : new Place(living, outer == null ? null : outer.in(living), path, known, exchangeId);
    }

    public void putInto(Exchange exchange) {
        exchange.setProperty(HerobaseConstants.EARLIER_IMPORT, this);
        exchange.getExchangeExtension().setSafeCopyProperty(HerobaseConstants.EARLIER_IMPORT, this);
    }

    static void removeFrom(Exchange exchange) {
        exchange.removeProperty(HerobaseConstants.EARLIER_IMPORT);
        exchange.getExchangeExtension().setSafeCopyProperty(HerobaseConstants.EARLIER_IMPORT, null);
    }

    static Integer splitIndex(Exchange exchange) {
        return exchange.getProperty(ExchangePropertyKey.SPLIT_INDEX, Integer.class);
    }

    public Delivery delivery() {
        return delivery;
    }

    /** The place that this one is a part of; null when it is the whole. */
    Place outer() {
        return outer;
    }

    long path() {
        return path;
    }

    /** Spreads the bits of a number evenly. */
    static long mix(long value) {
        long mixed = (value ^ value >>> 30) * 0xBF58476D1CE4E5B9L;
        mixed = (mixed ^ mixed >>> 27) * 0x94D049BB133111EBL;
        return mixed ^ mixed >>> 31;
    }

    @Override
    public SafeCopyProperty safeCopy() {
        return this;
    }

    /** Short: Camel's log shows properties when asked to. */
    @Override
    public String toString() {
        return "Delivery@" + Integer.toHexString(System.identityHashCode(delivery == null ? ended : delivery));
    }
}
