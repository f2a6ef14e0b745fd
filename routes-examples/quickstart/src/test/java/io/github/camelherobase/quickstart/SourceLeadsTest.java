package io.github.camelherobase.quickstart;

import java.nio.file.Path;
import java.util.List;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

import static org.assertj.core.api.Assertions.assertThat;

class SourceLeadsTest {

    @TempDir
    Path directory;

    @Test
    void theSameLeadsEachTime() {
        assertThat(SourceLeads.generate(2_000)).isEqualTo(SourceLeads.generate(2_000));
        assertThat(SourceLeads.generate(2_000).subList(0, 500)).isEqualTo(SourceLeads.generate(500));
    }

    @Test
    void eachHasItsOwnNumberAndAboutThreePercentHaveNoPhone() {
        List<SourceLead> leads = SourceLeads.generate(2_000);
        assertThat(leads).extracting(SourceLead::customerNumber).doesNotHaveDuplicates();
        assertThat(leads.stream().filter(lead -> !lead.isValid())).hasSizeBetween(40, 80);
    }

    @Test
    void whatMakesCsvHardSurvivesTheFile() throws Exception {
        List<SourceLead> leads = SourceLeads.generate(2_000);
        assertThat(leads)
                .extracting(SourceLead::note)
                .anyMatch(note -> note.contains("\n"))
                .anyMatch(note -> note.contains("\""))
                .anyMatch(note -> note.contains(","))
                .anyMatch(note -> note.contains("Å"));

        CsvFile file = new CsvFile(directory.resolve("leads.csv"));
        file.write(SourceLead.COLUMNS, leads.stream().map(SourceLead::values).toList());

        assertThat(file.column("Bemærkning"))
                .isEqualTo(leads.stream().map(SourceLead::note).toList());
        assertThat(file.column("Firma"))
                .isEqualTo(leads.stream().map(SourceLead::company).toList());
    }
}
