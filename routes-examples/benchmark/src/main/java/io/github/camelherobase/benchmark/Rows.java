package io.github.camelherobase.benchmark;

import java.io.InputStream;
import java.nio.charset.StandardCharsets;

/** CSV of leads that differ in each row, made while it is read. */
final class Rows extends InputStream {

    private static final int FIRST_PHONE = 70_000_000;
    private static final int BLOCK = 500;

    private final long end;
    private long row;
    private byte[] block = "Phone,FirstName,LastName,Street,City,Company\n".getBytes(StandardCharsets.UTF_8);
    private int position;

    /** @param first number of the first row: another one gives other leads */
    Rows(long first, long count) {
        this.row = first;
        this.end = first + count;
    }

    private boolean hasMore() {
        if (position == block.length && row < end) {
            StringBuilder rows = new StringBuilder();
            for (long last = Math.min(end, row + BLOCK); row < last; row++) {
                rows.append(FIRST_PHONE + row)
                        .append(",Ada,Lovelace ")
                        .append(row)
                        .append(",Søndergade ")
                        .append(row % 99)
                        .append(",Århus,\"Company, Ltd.\"\n");
            }
            block = rows.toString().getBytes(StandardCharsets.UTF_8);
            position = 0;
        }
        return position < block.length;
    }

    @Override
    public int read() {
        return hasMore() ? block[position++] & 0xFF : -1;
    }

    @Override
    public int read(byte[] into, int offset, int length) {
        if (!hasMore()) {
            return -1;
        }
        int count = Math.min(length, block.length - position);
        System.arraycopy(block, position, into, offset, count);
        position += count;
        return count;
    }
}
