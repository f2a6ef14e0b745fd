package io.github.camelherobase.poll;

import java.util.List;

import org.apache.camel.spi.IdempotentRepository;

import io.github.camelherobase.cursor.RecordVersion;

/** What was delivered before a restart too, if the user gave a repository for it. */
interface DeliveredRecords {

    /** Nothing is remembered over a restart. */
    DeliveredRecords NOT_KEPT = new DeliveredRecords() {
        @Override
        public boolean contains(RecordVersion record) {
            return false;
        }

        @Override
        public void add(List<RecordVersion> records) {}
    };

    boolean contains(RecordVersion record);

    void add(List<RecordVersion> records);

    static DeliveredRecords in(IdempotentRepository repository) {
        return new DeliveredRecords() {
            @Override
            public boolean contains(RecordVersion record) {
                return repository.contains(key(record));
            }

            @Override
            public void add(List<RecordVersion> records) {
                records.forEach(record -> repository.add(key(record)));
            }

            private String key(RecordVersion record) {
                return record.key() + "#" + record.content();
            }
        };
    }
}
