package io.github.camelherobase.api;

/** Bytes are no JSON; says why, to be put behind the name of what they should be. */
final class NotJsonException extends Exception {

    NotJsonException(String why) {
        super(why);
    }
}
