package io.github.camelherobase.imports.body;

/** Stands in a list for an element that could not be read, so that it is counted and refused by itself. */
record UnreadableElement(String why) {

    static UnreadableElement of(Throwable failure) {
        return new UnreadableElement(
                failure instanceof MalformedBodyException
                        ? failure.getMessage()
                        : "it cannot be read: " + failure.getClass().getName());
    }
}
