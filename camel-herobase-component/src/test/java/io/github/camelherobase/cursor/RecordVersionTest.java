package io.github.camelherobase.cursor;

import java.util.HashSet;
import java.util.List;
import java.util.Set;

import org.junit.jupiter.api.Test;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.LongRange;
import net.jqwik.api.constraints.Size;
import net.jqwik.api.constraints.StringLength;

import static org.assertj.core.api.Assertions.assertThat;

class RecordVersionTest {

    /** So that what is noted of records in the order of their ids lies together. From 1000 on none of eight is longer. */
    @Property(tries = 200)
    void idsThatFollowOneAnotherHaveHashesThatDoEightByEight(
            @ForAll @LongRange(min = 125, max = 1L << 50) long eighth) {
        long first = RecordVersion.hash(eighth * 8 + "S3064");
        for (int i = 1; i < 8; i++) {
            assertThat(RecordVersion.hash(eighth * 8 + i + "S3064")).isEqualTo(first + i);
        }
    }

    @Property(tries = 500)
    void otherKeysHaveOtherHashes(@ForAll @Size(max = 50) Set<@StringLength(max = 20) String> keys) {
        assertThat(keys.stream().map(RecordVersion::hash)).doesNotHaveDuplicates();
    }

    @Test
    void ofAMillionIdsNoTwoShareAHash() {
        Set<Long> hashes = new HashSet<>();
        for (int i = 0; i < 500_000; i++) {
            hashes.add(RecordVersion.hash(i + "S3064"));
            hashes.add(RecordVersion.hash(i + "S3065"));
        }
        assertThat(hashes).hasSize(1_000_000);
    }

    @Test
    void zerosAndWhatFollowsTheNumberCount() {
        List<String> keys = List.of("", "0", "00", "12", "012", "12S1", "12S2", "12s1", "S12", "S13", "-1", "1-");
        assertThat(keys.stream().map(RecordVersion::hash)).doesNotHaveDuplicates();
    }
}
