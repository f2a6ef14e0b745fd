package io.github.camelherobase.quickstart;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/**
 * A line of the lead file.
 *
 * @param customerNumber unique in the file; the key by which the audit counts
 * @param phone empty for the few that the campaign will not take
 * @param note free text, with commas, quotes and line breaks
 */
record SourceLead(
        String customerNumber, String company, String contact, String phone, String email, String city, String note) {

    /** The columns of the file, which are the import names of the campaign's fields. */
    static final List<String> COLUMNS = List.of("Kundenr", "Firma", "Kontakt", "Phone", "Email", "By", "Bemærkning");

    /** The column of the key. */
    static final String KEY = "Kundenr";

    /** The column that the campaign requires. */
    static final String REQUIRED = "Phone";

    boolean isValid() {
        return !phone.isEmpty();
    }

    List<String> values() {
        return List.of(customerNumber, company, contact, phone, email, city, note);
    }

    Map<String, String> data() {
        Map<String, String> data = new LinkedHashMap<>();
        List<String> values = values();
        for (int column = 0; column < COLUMNS.size(); column++) {
            data.put(COLUMNS.get(column), values.get(column));
        }
        return data;
    }

    /** The key only: a lead holds data about a person. */
    @Override
    public String toString() {
        return "SourceLead[" + customerNumber + "]";
    }
}
