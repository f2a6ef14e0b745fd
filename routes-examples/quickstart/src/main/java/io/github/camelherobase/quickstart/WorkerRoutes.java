package io.github.camelherobase.quickstart;

import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.ProcessorDefinition;
import org.apache.camel.model.dataformat.CsvDataFormat;

/** The routes of a worker, and what else it takes to begin and to end. */
abstract class WorkerRoutes extends RouteBuilder {

    /** Before the routes are added. */
    void prepare(CamelContext context) throws Exception {}

    /** All leads are in and worked; the context stops after this. */
    void finish(CamelContext context) throws Exception {}

    /** The guide's step for a file that grows: the names of the columns are written with its first row. */
    static void rows(ProcessorDefinition<?> route, Path file, List<String> columns) {
        route.choice()
                .when(exchange -> Files.notExists(file))
                .marshal(rows(columns, false))
                .otherwise()
                .marshal(rows(columns, true))
                .end()
                .to("file:" + file.getParent() + "?fileName=" + file.getFileName() + "&fileExist=Append&charset=UTF-8");
    }

    private static CsvDataFormat rows(List<String> columns, boolean withoutNames) {
        CsvDataFormat csv = new CsvDataFormat();
        csv.setHeader(String.join(",", columns));
        csv.setSkipHeaderRecord(Boolean.toString(withoutNames));
        return csv;
    }

    /** Lines of a CSV file, read one by one, each as a map of column to value. */
    static CsvDataFormat leadsAsMaps() {
        CsvDataFormat csv = new CsvDataFormat();
        csv.setUseMaps("true");
        csv.setLazyLoad("true");
        return csv;
    }
}
