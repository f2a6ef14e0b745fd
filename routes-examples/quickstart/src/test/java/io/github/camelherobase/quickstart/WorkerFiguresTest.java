package io.github.camelherobase.quickstart;

import org.junit.jupiter.api.Test;

import static org.assertj.core.api.Assertions.assertThat;

class WorkerFiguresTest {

    @Test
    void aLineCarriesThem() {
        WorkerFigures figures = new WorkerFigures(97, 40, 100, 112, 41_000_000);
        assertThat(WorkerFigures.ofLine(figures.toLine())).contains(figures);
    }

    @Test
    void otherOutputCarriesNone() {
        assertThat(WorkerFigures.ofLine("OpenJDK warning: accepted=1")).isEmpty();
    }
}
