package io.github.camelherobase.benchmark;

import java.awt.Color;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Collection;

import org.knowm.xchart.CategoryChart;
import org.knowm.xchart.CategoryChartBuilder;
import org.knowm.xchart.VectorGraphicsEncoder;
import org.knowm.xchart.VectorGraphicsEncoder.VectorGraphicsFormat;
import org.knowm.xchart.style.Styler.ChartTheme;

/** The medians as bars. */
final class Chart {

    private Chart() {}

    /** @param file without its ending */
    static void draw(Collection<Result> results, Path file) throws IOException {
        CategoryChart chart = new CategoryChartBuilder()
                .width(1100)
                .height(520)
                .title("An export, read to its end, or written to a file or a database")
                .yAxisTitle("thousand leads per second")
                .theme(ChartTheme.Matlab)
                .build();
        chart.getStyler().setLegendVisible(false);
        chart.getStyler().setLabelsVisible(true);
        chart.getStyler().setLabelsPosition(0.97);
        chart.getStyler().setXAxisLabelRotation(30);
        chart.getStyler().setYAxisDecimalPattern("#");
        chart.getStyler().setSeriesColors(new Color[] {new Color(0x2F6FA7)});
        chart.addSeries(
                "median",
                results.stream().map(Chart::label).toList(),
                results.stream()
                        .map(result -> result.isOutOfMemory() ? 0 : Math.round(result.median() / 1_000))
                        .toList());
        VectorGraphicsEncoder.saveVectorGraphic(chart, file.toString(), VectorGraphicsFormat.SVG);
    }

    private static String label(Result result) {
        return result.isOutOfMemory() ? result.title() + " (out of memory)" : result.title();
    }
}
