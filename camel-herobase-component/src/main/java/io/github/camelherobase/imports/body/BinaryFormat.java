package io.github.camelherobase.imports.body;

/** What bytes that are no text may be, told by their first four. */
enum BinaryFormat {
    GZIP("gzip", 0x1F8B, 2, "unpack it first, for example with unmarshal().gzipDeflater()"),
    ZIP(
            "a ZIP archive, as an .xlsx file is, too",
            0x504B0304,
            4,
            "unpack it first, for example with unmarshal().zipFile(), or save the table as CSV"),
    ZSTANDARD("Zstandard", 0x28B52FFD, 4, "unpack it first"),
    BZIP2("bzip2", 0x425A68, 3, "unpack it first"),
    XZ("xz", 0xFD377A58, 4, "unpack it first"),
    SEVEN_ZIP("a 7z archive", 0x377ABCAF, 4, "unpack it first"),
    LZ4("LZ4", 0x04224D18, 4, "unpack it first"),
    OLD_EXCEL("an old Office file, as .xls is", 0xD0CF11E0, 4, "save the table as CSV"),
    PDF("PDF", 0x25504446, 4, "save the table as CSV"),
    PARQUET("Parquet", 0x50415231, 4, "read its records first"),
    AVRO("Avro", 0x4F626A01, 4, "read its records first");

    private final String words;
    private final int begin;
    private final int length;
    private final String remedy;

    BinaryFormat(String words, int begin, int length, String remedy) {
        this.words = words;
        this.begin = begin;
        this.length = length;
        this.remedy = remedy;
    }

    /** Null when the bytes may be text. */
    static BinaryFormat of(byte[] first, int count) {
        for (BinaryFormat format : values()) {
            if (count >= format.length && format.begin == begin(first, format.length)) {
                return format;
            }
        }
        return null;
    }

    private static int begin(byte[] first, int length) {
        int begin = 0;
        for (int i = 0; i < length; i++) {
            begin = begin << Byte.SIZE | first[i] & 0xFF;
        }
        return begin;
    }

    @Override
    public String toString() {
        return words + ", not JSON; " + remedy;
    }
}
