package io.github.camelherobase.request;

import java.util.List;
import java.util.Locale;
import java.util.Map;

import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

import io.github.camelherobase.api.HerobaseProtocolException;

/** Which columns of a saved search hold a lead's id and its last modification. Whoever edits the search can change them. */
public final class KeyColumns {

    private static final Logger LOG = LoggerFactory.getLogger(KeyColumns.class);
    private static final List<String> ID_NAMES = List.of("uniqueid", "uniqueleadid");
    private static final List<String> MODIFIED_NAMES = List.of("lastmodifiedtime");

    private final String idColumn;
    private final String modifiedColumn;
    private final boolean timeNeeded;
    private volatile List<String> known;
    private volatile String id;
    private volatile String modified;

    /**
     * @param idColumn null: the column named UniqueId or UniqueLeadId
     * @param modifiedColumn null: the column named LastModifiedTime, if there is one
     * @param timeNeeded whether rows must tell a state from the same one after another, which only the time does
     */
    public KeyColumns(String idColumn, String modifiedColumn, boolean timeNeeded) {
        this.idColumn = idColumn;
        this.modifiedColumn = modifiedColumn;
        this.timeNeeded = timeNeeded;
    }

    /** The columns of an answer. */
    void found(List<String> columns) {
        if (columns.equals(known)) {
            return;
        }
        String idFound = idColumn == null ? byName(columns, ID_NAMES) : existing("idColumn", idColumn, columns);
        if (idFound == null) {
            throw new HerobaseProtocolException(
                    "The saved search has no column named UniqueId or UniqueLeadId; set idColumn to the one that tells leads"
                            + " apart. " + has(columns),
                    null,
                    SavedSearch.CSV_SERVICE,
                    200,
                    false);
        }
        String modifiedFound = modifiedColumn == null
                ? byName(columns, MODIFIED_NAMES)
                : existing("modifiedColumn", modifiedColumn, columns);
        if (modifiedFound == null) {
            withoutTime(columns);
        }
        if (known != null) {
            LOG.warn(
                    "The saved search was changed: it had {} columns and has {}, or has others; rows keep the new ones",
                    known.size(),
                    columns.size());
        }
        // Last: columns that were refused are refused the next time too.
        id = idFound;
        modified = modifiedFound;
        known = columns;
    }

    private void withoutTime(List<String> columns) {
        if (timeNeeded) {
            throw new HerobaseProtocolException(
                    "The saved search has no column LastModifiedTime, so a lead that changes back to an earlier state would be"
                            + " taken for delivered by idempotentRepository; add the column to the search, name it in"
                            + " modifiedColumn, or leave out idempotentRepository. " + has(columns),
                    null,
                    SavedSearch.CSV_SERVICE,
                    200,
                    false);
        }
        LOG.warn(
                "The saved search has no column LastModifiedTime, so whether the server applies modifiedFrom and modifiedTo"
                        + " cannot be checked; add it to the search, or name it in modifiedColumn");
    }

    /** Not their names: where there is no header row, those are the first lead's values. */
    private static String has(List<String> columns) {
        return "It has " + columns.size() + " columns; if its first row is a lead already, set csvHeader=false";
    }

    private static String byName(List<String> columns, List<String> names) {
        return columns.stream()
                .filter(column -> names.contains(column.replace(" ", "").toLowerCase(Locale.ROOT)))
                .findFirst()
                .orElse(null);
    }

    private static String existing(String option, String name, List<String> columns) {
        return columns.stream()
                .filter(column -> column.equalsIgnoreCase(name))
                .findFirst()
                .orElseThrow(() -> new HerobaseProtocolException(
                        option + "=" + name + " is no column of the saved search. " + has(columns),
                        null,
                        SavedSearch.CSV_SERVICE,
                        200,
                        false));
    }

    String id(Map<String, Object> row) {
        return String.valueOf(row.get(id));
    }

    /** Null when the search does not show it. */
    String modified(Map<String, Object> row) {
        return modified == null ? null : (String) row.get(modified);
    }
}
