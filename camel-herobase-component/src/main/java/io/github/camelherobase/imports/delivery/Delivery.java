package io.github.camelherobase.imports.delivery;

import java.io.Closeable;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.IdentityHashMap;
import java.util.Map;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.PooledExchange;
import org.apache.camel.util.IOHelper;

/**
 * Everything that comes of one exchange that no other exchange made: its redeliveries, and all copies that EIPs make of it.
 * They share this object.
 */
public final class Delivery {

    /** Of pooled exchanges only: the next delivery may come in the same object. */
    private final WeakReference<Exchange> pooled;

    private final AtomicInteger living = new AtomicInteger();
    /** The exchanges that have a unit of work of their own, by id. */
    private final Map<String, Living> exchanges = new ConcurrentHashMap<>(4);

    private final Map<String, LeadMemory> memories = new ConcurrentHashMap<>(1);

    /** Guards the rest. */
    private final ReentrantLock lock = new ReentrantLock();

    private Map<Object, Closeable> onceOnly;
    private Instant begin;

    private record Living(Place place, WeakReference<Exchange> exchange) {}

    private Delivery(Exchange exchange) {
        this.pooled = exchange instanceof PooledExchange ? new WeakReference<>(exchange) : null;
    }

    /** The place of an exchange that an import has met; it begins a delivery when nobody saw it begin. */
    public static Place placeOf(Exchange exchange) {
        Place carried = Place.carriedBy(exchange);
        if (carried == null) {
            return begin(exchange);
        }
        // What a copy did comes back into its original, its place too; so who lives is asked by id.
        Living own = carried.delivery().exchanges.get(exchange.getExchangeId());
        Place place = own == null ? carried : own.place();
        place.putInto(exchange);
        return place;
    }

    private static Place begin(Exchange exchange) {
        Place place = Place.whole(new Delivery(exchange));
        place.putInto(exchange);
        return place;
    }

    /** An exchange got a unit of work. */
    static void born(Exchange exchange) {
        Place carried = Place.carriedBy(exchange);
        Place place = carried == null ? begin(exchange) : carried.delivery().placeOfCopy(exchange, carried);
        place.putInto(exchange);
        place.delivery().living.incrementAndGet();
        place.delivery().exchanges.put(exchange.getExchangeId(), new Living(place, new WeakReference<>(exchange)));
    }

    private Place placeOfCopy(Exchange copy, Place carried) {
        Living known = exchanges.get(copy.getExchangeId());
        if (known != null) {
            return known.place();
        }
        String parentId = copy.getProperty(ExchangePropertyKey.CORRELATION_ID, String.class);
        Living parent = parentId == null ? null : exchanges.get(parentId);
        Place around = parent == null ? carried : parent.place();
        Exchange parentExchange = parent == null ? null : parent.exchange().get();
        Integer index = Place.splitIndex(copy);
        boolean split = index != null && parentExchange != null && !index.equals(Place.splitIndex(parentExchange));
        return split ? around.element(index) : around;
    }

    /** The unit of work of an exchange ended. */
    static void ended(Exchange exchange) {
        Place place = Place.carriedBy(exchange);
        if (place == null) {
            return;
        }
        Delivery delivery = place.delivery();
        delivery.exchanges.remove(exchange.getExchangeId());
        if (delivery.living.decrementAndGet() == 0) {
            delivery.close();
        }
        if (delivery.pooled != null && delivery.pooled.get() == exchange) {
            // Camel does not always clear a pooled exchange, nor tell that it lives again: what comes next must not
            // find
            // this delivery in it.
            begin(exchange).delivery().living.incrementAndGet();
        }
    }

    public LeadMemory memory(String account) {
        return memories.computeIfAbsent(account, name -> new LeadMemory());
    }

    /** Whether somebody will tell when the delivery ends. */
    public boolean isCounted() {
        return living.get() > 0;
    }

    /** What is kept of a body that can be read once only; null when it comes for the first time. */
    public <T extends Closeable> T onceOnly(Object body, Class<T> type) {
        lock.lock();
        try {
            return onceOnly == null ? null : type.cast(onceOnly.get(body));
        } finally {
            lock.unlock();
        }
    }

    /** What is kept from now on; another's, who came first. It is closed with the delivery. */
    public <T extends Closeable> T onceOnly(Object body, Class<T> type, T kept) {
        lock.lock();
        try {
            if (onceOnly == null) {
                onceOnly = new IdentityHashMap<>();
            }
            Closeable first = onceOnly.putIfAbsent(body, kept);
            return first == null ? kept : type.cast(first);
        } finally {
            lock.unlock();
        }
    }

    /** The time that a date in a lead pool's name is made of: the same for the whole delivery. */
    public Instant begin(Instant now) {
        lock.lock();
        try {
            if (begin == null) {
                begin = now;
            }
            return begin;
        } finally {
            lock.unlock();
        }
    }

    public void close() {
        lock.lock();
        try {
            if (onceOnly != null) {
                onceOnly.values().forEach(IOHelper::close);
            }
        } finally {
            lock.unlock();
        }
    }
}
