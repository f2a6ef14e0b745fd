package io.github.camelherobase.simulator.service;

import java.util.EnumSet;
import java.util.Set;

/** The content types that services answer with. */
public enum Representation {
    JSON("application/json; charset=utf-8", "application", "json"),
    HTML("text/html; charset=utf-8", "text", "html"),
    /** The path decides for it: a vendor's sample gets CSV though it accepts JSON only. */
    CSV("text/csv; charset=utf-8", "text", "csv") {
        @Override
        boolean fits(String range) {
            return super.fits(range) || JSON.fits(range);
        }
    };

    /** What services with small answers offer (vendor's page, "About streamable formats"). */
    public static final Set<Representation> SMALL = EnumSet.of(JSON, HTML);

    /** What services with large answers offer. */
    public static final Set<Representation> STREAMED = EnumSet.of(JSON);

    /** What services at a path ending in {@code /csv} offer. */
    public static final Set<Representation> STREAMED_CSV = EnumSet.of(CSV);

    private final String contentType;
    private final String type;
    private final String subtype;

    Representation(String contentType, String type, String subtype) {
        this.contentType = contentType;
        this.type = type;
        this.subtype = subtype;
    }

    /** The {@code Content-Type} header's value. */
    public String contentType() {
        return contentType;
    }

    boolean fits(String range) {
        return range.equals(type + "/" + subtype) || range.equals(type + "/*");
    }
}
