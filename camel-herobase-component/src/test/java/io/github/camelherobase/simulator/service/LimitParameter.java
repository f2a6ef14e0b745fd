package io.github.camelherobase.simulator.service;

import java.util.stream.Stream;

import io.github.camelherobase.simulator.http.QueryParameters;

/** What the parameter {@code Limit} does (observed: nothing; one public client takes answers for cut by it). */
public enum LimitParameter {
    IGNORED {
        @Override
        <T> Stream<T> cut(Stream<T> records, QueryParameters query) {
            return records;
        }
    },
    /** At most so many records are answered, and nothing tells that there are more. */
    TRUNCATES {
        @Override
        <T> Stream<T> cut(Stream<T> records, QueryParameters query) {
            return query.text("Limit")
                    .filter(text -> text.matches("\\d{1,18}"))
                    .map(Long::valueOf)
                    .map(records::limit)
                    .orElse(records);
        }
    };

    abstract <T> Stream<T> cut(Stream<T> records, QueryParameters query);
}
