package io.github.camelherobase.imports.delivery;

import java.io.Closeable;
import java.lang.ref.WeakReference;
import java.time.Instant;
import java.util.HashMap;
import java.util.IdentityHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;
import org.apache.camel.PooledExchange;
import org.apache.camel.Route;
import org.apache.camel.StreamCache;
import org.apache.camel.util.IOHelper;

/**
 * Everything that comes of one exchange that no other exchange made: its redeliveries, and all copies that EIPs make of it.
 * They share this object.
 */
public final class Delivery {

    private static final String NOT_SEEN =
            "This exchange comes from a pool (exchangeFactory=pooled) and its beginning was not seen, so it cannot be told"
                    + " which of its leads were sent before; nothing was sent. Either no herobase:importLeads endpoint was"
                    + " known when it began (name one in a route, or call context.getEndpoint when the application starts),"
                    + " or a circuit breaker has cleared the exchange. exchangeFactory=prototype avoids both";

    private static final String NOT_TOLD =
            "This exchange comes from a pool (exchangeFactory=pooled), and Camel did not tell of the element of a split that"
                    + " it was copied from, so equal leads of the split could not be told apart; nothing was sent. Import"
                    + " right in the split, or leave exchangeFactory at prototype";

    private static final String PARALLEL =
            "This context pools its exchanges (exchangeFactory=pooled) and the route %s processes copies of an exchange in"
                    + " parallel. Camel may then give an exchange back to the pool with what it knew of another delivery, and"
                    + " a lead could be taken for one that was sent; nothing was sent. Leave exchangeFactory at prototype, or"
                    + " take parallelProcessing away";

    /** Of pooled exchanges only: the next delivery may come in the same object. */
    private final WeakReference<Exchange> pooled;

    /** One exchange that has a unit of work of its own: most deliveries are one exchange. */
    private Living exchange;

    /** Those beside it, by id; null while there was none. */
    private Map<String, Living> furtherExchanges;

    private int living;

    /** Seldom more than one account imports what comes of one exchange. */
    private LeadMemory memory;

    /** How many routes there were when none had parallel steps: looked for once, not for each lead of a split. */
    private volatile int routesWithoutParallelSteps = -1;

    private Map<Object, Closeable> onceOnly;
    private Instant begin;

    private static final class Living extends WeakReference<Exchange> {

        private final Place place;
        /** Null until somebody asks: Camel makes it when it is asked, and most exchanges wait without. */
        private String id;

        private Living(Exchange exchange, Place place) {
            super(exchange);
            this.place = place;
            // A pooled one gets another with its next message.
            this.id = exchange instanceof PooledExchange ? exchange.getExchangeId() : null;
        }

        private boolean hasId(String asked) {
            Exchange living = id == null ? get() : null;
            if (living != null) {
                id = living.getExchangeId();
            }
            return asked.equals(id);
        }

        /** Whether it is this one, whose id need not be made to know that. */
        private boolean is(Exchange asked) {
            return id == null && get() == asked;
        }
    }

    private Delivery(Exchange exchange) {
        this.pooled = exchange instanceof PooledExchange ? new WeakReference<>(exchange) : null;
    }

    /** The place of an exchange that an import has met; it begins a delivery when nobody saw it begin. */
    public static Place placeOf(Exchange exchange) {
        Place carried = Place.carriedBy(exchange);
        if (carried == null) {
            if (exchange instanceof PooledExchange) {
                refuseParallelSteps(exchange);
                throw new IllegalStateException(NOT_SEEN);
            }
            return begin(exchange);
        }
        int routes = exchange.getContext().getRoutesSize();
        if (exchange instanceof PooledExchange && carried.delivery().routesWithoutParallelSteps != routes) {
            refuseParallelSteps(exchange);
            carried.delivery().routesWithoutParallelSteps = routes;
        }
        // What a copy did comes back into its original, its place too; so who lives is asked by id.
        Living own = carried.delivery().living(exchange);
        Place place = carried;
        if (own != null) {
            place = own.place;
        } else if (exchange instanceof PooledExchange) {
            // Camel does not always tell that a pooled copy lives.
            place = carried.delivery().placeOfCopy(exchange, carried);
        }
        if (!place.isKnown()) {
            throw new IllegalStateException(NOT_TOLD);
        }
        place.putInto(exchange);
        return place;
    }

    private static void refuseParallelSteps(Exchange exchange) {
        String route = ParallelSteps.routeWithOne(exchange.getContext());
        if (route != null) {
            throw new IllegalStateException(String.format(PARALLEL, route));
        }
    }

    private static Place begin(Exchange exchange) {
        Place whole = Place.whole(new Delivery(exchange));
        Place place = exchange instanceof PooledExchange ? whole.of(exchange.getExchangeId()) : whole;
        place.putInto(exchange);
        return place;
    }

    /** An exchange got a unit of work. */
    static void born(Exchange exchange) {
        Place carried = Place.carriedBy(exchange);
        Place place = carried == null ? begin(exchange) : carried.delivery().placeOfCopy(exchange, carried);
        place.putInto(exchange);
        place.delivery().lives(exchange, place);
    }

    private synchronized void lives(Exchange born, Place place) {
        Living known = living(born);
        if (known != null && isPooledOrigin(born)) {
            return;
        }
        living++;
        Living one = new Living(born, place);
        if (exchange == known) {
            exchange = one;
            return;
        }
        if (furtherExchanges == null) {
            furtherExchanges = new HashMap<>();
        }
        furtherExchanges.put(born.getExchangeId(), one);
    }

    /** Null when it does not live, or has no unit of work of its own. */
    private synchronized Living living(Exchange asked) {
        if (exchange == null && furtherExchanges == null) {
            return null;
        }
        return exchange != null && exchange.is(asked) ? exchange : living(asked.getExchangeId());
    }

    private synchronized Living living(String id) {
        if (exchange != null && exchange.hasId(id)) {
            return exchange;
        }
        return furtherExchanges == null ? null : furtherExchanges.get(id);
    }

    /** Whether none lives any more. */
    private synchronized boolean livesNoMore(Exchange ended) {
        if (exchange != null && (exchange.is(ended) || exchange.hasId(ended.getExchangeId()))) {
            exchange = null;
        } else if (furtherExchanges != null) {
            furtherExchanges.remove(ended.getExchangeId());
        }
        return --living == 0;
    }

    private Place placeOfCopy(Exchange copy, Place carried) {
        Living known = living(copy);
        if (known != null) {
            return known.place;
        }
        String parentId = copy.getProperty(ExchangePropertyKey.CORRELATION_ID, String.class);
        Living parent = parentId == null ? null : living(parentId);
        Integer index = Place.splitIndex(copy);
        if (parent == null) {
            boolean gap = copy instanceof PooledExchange
                    && index != null
                    && parentId != null
                    && !carried.isOf(parentId)
                    && !carried.isOf(copy.getExchangeId());
            return gap ? carried.unknown() : carried;
        }
        Exchange original = parent.get();
        boolean split = index != null && original != null && isElement(copy, index, original);
        return (split ? parent.place.element(index) : parent.place).of(copy.getExchangeId());
    }

    /** A copy has its original's index too, unless a split gave it one; in a nested split the two may be equal. */
    private static boolean isElement(Exchange copy, Integer index, Exchange original) {
        if (!index.equals(Place.splitIndex(original))) {
            return true;
        }
        Object body = copy.getMessage().getBody();
        return body != original.getMessage().getBody() && !(body instanceof StreamCache);
    }

    /** The unit of work of an exchange ended. */
    static void ended(Exchange exchange) {
        Place place = Place.carriedBy(exchange);
        if (place == null) {
            return;
        }
        Delivery delivery = place.delivery();
        if (delivery.isPooledOrigin(exchange) && isEndOfOtherRoute(exchange)) {
            return;
        }
        if (delivery.livesNoMore(exchange)) {
            delivery.close();
        }
        if (exchange instanceof PooledExchange) {
            delivery.leave(exchange, place);
        }
    }

    /**
     * Copies share the clock of a pooled exchange, and Camel clears one only while its clock runs: it may go back into its
     * pool with all that it carries, and with a unit of work that will tell neither of its next birth nor of its next end.
     */
    private void leave(Exchange exchange, Place place) {
        if (isPooledOrigin(exchange)) {
            Place.removeFrom(exchange);
        } else {
            // Camel may go on with a copy whose unit of work ended.
            place.ended().putInto(exchange);
        }
        if (exchange.getUnitOfWork() != null) {
            exchange.getUnitOfWork().reset();
        }
    }

    private boolean isPooledOrigin(Exchange exchange) {
        return pooled != null && pooled.get() == exchange;
    }

    /** A split resets the unit of work of a pooled exchange, which then begins and ends with each route that it comes to. */
    private static boolean isEndOfOtherRoute(Exchange exchange) {
        Route route = exchange.getUnitOfWork() == null
                ? null
                : exchange.getUnitOfWork().getRoute();
        return route != null && !route.getRouteId().equals(exchange.getFromRouteId());
    }

    public synchronized LeadMemory memory(String account) {
        LeadMemory known = memory == null ? null : memory.of(account);
        if (known == null) {
            known = new LeadMemory(account, memory);
            memory = known;
        }
        return known;
    }

    /** Whether somebody will tell when the delivery ends. */
    public synchronized boolean isCounted() {
        return living > 0;
    }

    /** What is kept of a body that can be read once only; null when it comes for the first time. */
    public <T extends Closeable> T onceOnly(Object body, Class<T> type) {
        Map<Object, Closeable> bodies;
        synchronized (this) {
            bodies = onceOnly;
        }
        if (bodies == null) {
            return null;
        }
        synchronized (bodies) {
            return type.cast(bodies.get(body));
        }
    }

    /**
     * What is kept from now on; another's, who came first. It is closed with the delivery.
     *
     * @param reading called by the first only, or two copies would each take a part of the body
     */
    public <T extends Closeable> T onceOnly(Object body, Class<T> type, Supplier<T> reading) {
        Map<Object, Closeable> bodies;
        synchronized (this) {
            if (onceOnly == null) {
                onceOnly = new IdentityHashMap<>();
            }
            bodies = onceOnly;
        }
        synchronized (bodies) {
            return type.cast(bodies.computeIfAbsent(body, first -> reading.get()));
        }
    }

    /** The time that a date in a lead pool's name is made of: the same for the whole delivery. */
    public synchronized Instant begin(Instant now) {
        if (begin == null) {
            begin = now;
        }
        return begin;
    }

    public void close() {
        Map<Object, Closeable> bodies;
        synchronized (this) {
            bodies = onceOnly;
        }
        if (bodies == null) {
            return;
        }
        List<Closeable> kept;
        synchronized (bodies) {
            kept = List.copyOf(bodies.values());
        }
        kept.forEach(IOHelper::close);
    }
}
