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

    /**
     * Each state of a record is an entry with its number, so that the last one is known: a record that goes back to an earlier
     * state has changed, too.
     */
    static DeliveredRecords in(IdempotentRepository repository) {
        return new DeliveredRecords() {
            @Override
            public boolean contains(RecordVersion record) {
                return isLast(record, states(record));
            }

            @Override
            public void add(List<RecordVersion> records) {
                records.forEach(this::add);
            }

            /** The state goes first: a crash between the two leaves the number of states as it was. */
            private void add(RecordVersion record) {
                int states = states(record);
                if (!isLast(record, states)) {
                    repository.add(state(record, states + 1));
                    repository.add(number(record, states + 1));
                }
            }

            /** Earlier versions wrote no numbers. */
            private boolean isLast(RecordVersion record, int states) {
                return repository.contains(states == 0 ? record.key() + "#" + record.content() : state(record, states));
            }

            private int states(RecordVersion record) {
                int states = 0;
                while (repository.contains(number(record, states + 1))) {
                    states++;
                }
                return states;
            }

            private String number(RecordVersion record, int states) {
                return record.key() + "#" + states;
            }

            private String state(RecordVersion record, int number) {
                return number(record, number) + "#" + record.content();
            }
        };
    }
}
