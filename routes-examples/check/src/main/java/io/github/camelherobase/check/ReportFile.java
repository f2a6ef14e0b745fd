package io.github.camelherobase.check;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.SerializationFeature;

/** A report as JSON, which the simulator can load, see its TenantReport. */
final class ReportFile {

    private static final ObjectMapper JSON = new ObjectMapper().enable(SerializationFeature.INDENT_OUTPUT);

    private ReportFile() {}

    static void write(Report report, Path file) throws IOException {
        Map<String, Object> all = new LinkedHashMap<>();
        all.put("format", "camel-herobase check 1");
        all.put("requests", report.requests());
        all.put("switches", switches(report.findings()));
        all.put("rights", report.rights().verbs());
        all.put("limits", report.limits().numbers());
        all.put("services", report.services().statuses());
        all.put("openPoints", report.findings().stream().map(ReportFile::point).toList());
        all.put("proposals", report.proposals());
        Path folder = file.toAbsolutePath().getParent();
        if (folder != null) {
            Files.createDirectories(folder);
        }
        JSON.writeValue(file.toFile(), all);
    }

    private static Map<String, String> switches(List<Finding> findings) {
        Map<String, String> switches = new LinkedHashMap<>();
        findings.stream()
                .filter(finding -> finding.value() != null && finding.point() != OpenPoint.orgUnitsAlias)
                .forEach(finding -> switches.put(finding.point().name(), finding.value()));
        return switches;
    }

    private static Map<String, String> point(Finding finding) {
        Map<String, String> point = new LinkedHashMap<>();
        point.put("name", finding.point().name());
        point.put("assumed", finding.point().statement());
        point.put("verdict", finding.verdict().name());
        point.put("seen", finding.seen());
        return point;
    }
}
