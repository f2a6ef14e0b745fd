package io.github.camelherobase.stream;

import java.util.function.Function;

import io.github.camelherobase.api.RecordStream;

/**
 * Records as something else, made when they are taken.
 *
 * @param <R> the record
 * @param <T> what is made of it
 */
public final class MappedRecordStream<R, T> extends DerivedRecordStream<R, T> {

    private final Function<? super R, T> made;

    public MappedRecordStream(RecordStream<R> records, Function<? super R, T> made) {
        super(records);
        this.made = made;
    }

    @Override
    public T next() {
        return made.apply(records.next());
    }
}
