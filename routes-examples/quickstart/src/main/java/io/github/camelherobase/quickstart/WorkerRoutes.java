package io.github.camelherobase.quickstart;

import org.apache.camel.CamelContext;
import org.apache.camel.builder.RouteBuilder;
import org.apache.camel.model.dataformat.CsvDataFormat;

/** The routes of a worker, and what else it takes to begin and to end. */
abstract class WorkerRoutes extends RouteBuilder {

    /** Before the routes are added. */
    void prepare(CamelContext context) throws Exception {}

    /** All leads are in and worked; the context stops after this. */
    void finish(CamelContext context) throws Exception {}

    /** Lines of a CSV file, read one by one, each as a map of column to value. */
    static CsvDataFormat leadsAsMaps() {
        CsvDataFormat csv = new CsvDataFormat();
        csv.setUseMaps("true");
        csv.setLazyLoad("true");
        return csv;
    }
}
