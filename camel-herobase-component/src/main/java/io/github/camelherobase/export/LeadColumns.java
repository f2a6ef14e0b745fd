package io.github.camelherobase.export;

import java.util.Collection;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.atomic.AtomicBoolean;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.HerobaseConfiguration;
import io.github.camelherobase.OutputType;
import io.github.camelherobase.api.Lead;
import io.github.camelherobase.option.OptionText;

/** A lead as a flat row: always the same columns in the same order, for CSV and SQL. */
public final class LeadColumns {

    private static final Logger LOG = LoggerFactory.getLogger(LeadColumns.class);

    private static final List<String> OWN = List.of(
            "uniqueId",
            "status",
            "closure",
            "priority",
            "uploadTime",
            "firstProcessedTime",
            "lastModifiedTime",
            "campaignCode",
            "campaignId",
            "firstProcessedBy",
            "lastModifiedBy",
            "ownerOrgUnit");

    private final AtomicBoolean warned;
    /** The column of each data field, in their order; null until the first lead. */
    private volatile Map<String, String> dataColumns;

    /** @throws IllegalArgumentException when data fields are named that another output type would hand out all the same */
    static LeadColumns of(HerobaseConfiguration configuration) {
        if (configuration.getOutputType() != OutputType.row && isNamed(configuration)) {
            throw new IllegalArgumentException("dataFields is for outputType=row; with outputType="
                    + configuration.getOutputType() + " a lead keeps all its data. Set outputType=row, or leave out"
                    + " dataFields");
        }
        return new LeadColumns(OptionText.names(configuration.getDataFields()));
    }

    /** @throws IllegalArgumentException when data fields are named; the columns of CSV are those of the search */
    static void refuseWithCsv(HerobaseConfiguration configuration) {
        if (isNamed(configuration)) {
            throw new IllegalArgumentException(
                    "dataFields does not apply to format=csv, whose rows have the columns of the"
                            + " saved search; choose them in the search, or set format=json and outputType=row");
        }
    }

    private static boolean isNamed(HerobaseConfiguration configuration) {
        return !OptionText.names(configuration.getDataFields()).isEmpty();
    }

    /** @param dataFields the columns after the lead's own; empty: those of the first lead */
    public LeadColumns(List<String> dataFields) {
        this.dataColumns = dataFields.isEmpty() ? null : columns(dataFields);
        // Who names the columns leaves out the others on purpose.
        this.warned = new AtomicBoolean(!dataFields.isEmpty());
    }

    /** A field of the lead definition may have the name of a column of the lead itself. */
    private static Map<String, String> columns(Collection<String> dataFields) {
        Set<String> taken = new HashSet<>(OWN);
        Map<String, String> columns = new LinkedHashMap<>();
        for (String field : new LinkedHashSet<>(dataFields)) {
            String column = taken.contains(field) ? "data." + field : field;
            taken.add(column);
            columns.put(field, column);
        }
        return columns;
    }

    public Map<String, Object> row(Object record) {
        Lead lead = (Lead) record;
        Map<String, String> data = lead.getData();
        Map<String, String> columns = columnsOrThoseOf(data);
        Map<String, Object> row = new LinkedHashMap<>((OWN.size() + columns.size()) * 2);
        row.put("uniqueId", lead.getUniqueId());
        row.put("status", lead.getStatus());
        row.put("closure", lead.getClosure());
        row.put("priority", lead.getPriority());
        row.put("uploadTime", lead.getUploadTime());
        row.put("firstProcessedTime", lead.getFirstProcessedTime());
        row.put("lastModifiedTime", lead.getLastModifiedTime());
        row.put("campaignCode", lead.getCampaignCode());
        row.put("campaignId", lead.getCampaignId());
        row.put("firstProcessedBy", lead.getFirstProcessedBy());
        row.put("lastModifiedBy", lead.getLastModifiedBy());
        row.put("ownerOrgUnit", lead.getOwnerOrgUnit());
        columns.forEach((field, column) -> row.put(column, data.get(field)));
        warnOfOthers(data, columns.keySet());
        return row;
    }

    private Map<String, String> columnsOrThoseOf(Map<String, String> first) {
        Map<String, String> known = dataColumns;
        return known == null ? columnsOfFirst(first) : known;
    }

    private synchronized Map<String, String> columnsOfFirst(Map<String, String> first) {
        if (dataColumns == null) {
            dataColumns = columns(first.keySet());
        }
        return dataColumns;
    }

    private void warnOfOthers(Map<String, String> data, Set<String> fields) {
        if (warned.get() || fields.containsAll(data.keySet())) {
            return;
        }
        Set<String> others = new TreeSet<>(String.CASE_INSENSITIVE_ORDER);
        others.addAll(data.keySet());
        fields.forEach(others::remove);
        if (!others.isEmpty() && warned.compareAndSet(false, true)) {
            LOG.warn(
                    "A lead has {} data fields that are no columns and are left out; name all columns in dataFields. The first: {}",
                    others.size(),
                    others.iterator().next());
        }
    }
}
