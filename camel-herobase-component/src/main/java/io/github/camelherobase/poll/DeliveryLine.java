package io.github.camelherobase.poll;

/** The deliveries under way, in the order in which they began; each knows its neighbours, so that nothing is made for it. */
final class DeliveryLine {

    private DeliveryCallback first;
    private DeliveryCallback last;

    synchronized void add(DeliveryCallback delivery) {
        delivery.before = last;
        if (last == null) {
            first = delivery;
        } else {
            last.behind = delivery;
        }
        last = delivery;
    }

    /** Once, and only what was added. */
    synchronized void remove(DeliveryCallback delivery) {
        if (delivery.before == null) {
            first = delivery.behind;
        } else {
            delivery.before.behind = delivery.behind;
        }
        if (delivery.behind == null) {
            last = delivery.before;
        } else {
            delivery.behind.before = delivery.before;
        }
        delivery.before = null;
        delivery.behind = null;
    }

    /** The oldest; null when there is none. */
    synchronized DeliveryCallback first() {
        return first;
    }
}
