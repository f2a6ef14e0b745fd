package io.github.camelherobase.simulator.service;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;

import io.github.camelherobase.simulator.world.GeneratedLeads;

/** A lead's JSON in bytes, in which only the digits that differ from lead to lead are overwritten. For one thread. */
final class LeadTemplate {

    private static final String MODIFIED = "\"lastModifiedTime\":\"";

    private final byte[] bytes;
    private final int numberOffset;
    private final int phoneOffset;
    private final int modifiedOffset;

    /** A template of the JSON of one of {@link GeneratedLeads}' prototypes. */
    LeadTemplate(String json) {
        bytes = ("," + json).getBytes(StandardCharsets.UTF_8);
        numberOffset = offsetOf(GeneratedLeads.NUMBER_MARK);
        phoneOffset = offsetOf(GeneratedLeads.PHONE_MARK);
        modifiedOffset = offsetOf(MODIFIED) + MODIFIED.length();
    }

    /**
     * Writes the lead, behind a comma unless it is the first.
     *
     * @param modified the time of the last modification up to the second
     */
    void write(OutputStream out, long number, long phone, byte[] modified, boolean first) throws IOException {
        digits(numberOffset, GeneratedLeads.NUMBER_MARK.length(), number);
        if (phoneOffset >= 0) {
            digits(phoneOffset, GeneratedLeads.PHONE_MARK.length(), phone);
        }
        System.arraycopy(modified, 0, bytes, modifiedOffset, modified.length);
        int start = first ? 1 : 0;
        out.write(bytes, start, bytes.length - start);
    }

    private void digits(int offset, int length, long number) {
        long left = number;
        for (int i = offset + length - 1; i >= offset; i--) {
            bytes[i] = (byte) ('0' + left % 10);
            left /= 10;
        }
    }

    /** Below 0 when an account that sees no such field gets the lead. */
    private int offsetOf(String mark) {
        // One character for each byte, so that offsets agree.
        return new String(bytes, StandardCharsets.ISO_8859_1).indexOf(mark);
    }
}
