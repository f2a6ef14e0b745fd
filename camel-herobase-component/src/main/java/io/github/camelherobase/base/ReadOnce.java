package io.github.camelherobase.base;

/** A message's body that can be read once only, whoever has a copy of the message. */
public interface ReadOnce {

    /**
     * A step failed that had this as its body, and another attempt follows: what the step has read of it is gone.
     *
     * @param exchangeId of the exchange that failed
     * @param ancestorId of the exchange of which that one is a copy; null when it is none
     * @param failure why it failed; null when that is not known
     */
    void attemptFailed(String exchangeId, String ancestorId, Throwable failure);
}
