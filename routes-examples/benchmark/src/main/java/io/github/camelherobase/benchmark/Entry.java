package io.github.camelherobase.benchmark;

import java.util.function.Supplier;

/** Who takes part, in the order of the table. */
enum Entry {
    RECORD(Job.READ, "herobase: record, 7 fields read", 64, HerobaseConsumerRoute::records),
    RECORD_48(Job.READ, "the same at 48 MB", 48, HerobaseConsumerRoute::records),
    UNREAD(Job.READ, "herobase: record, unread", 64, HerobaseConsumerRoute::unreadRecords),
    MAP(Job.READ, "herobase: map, 7 fields read", 64, HerobaseConsumerRoute::maps),
    MAP_WHOLE(Job.READ, "herobase: map, all of it read", 64, HerobaseConsumerRoute::wholeMaps),
    BY_HAND(Job.READ, "Camel by hand: Jackson iterator of maps", 64, ByHandRoute::maps),
    BY_HAND_BEANS(Job.READ, "Camel by hand: Jackson iterator of beans", 64, ByHandRoute::beans),
    SKIM(Job.READ, "Jackson token skim, from memory", 2048, TokenSkim::new),
    STOCK(Job.READ, "Camel stock: http, unmarshal, split", 2048, StockRoute::new),
    LINES(Job.JSON_LINES, "herobase: json", 64, HerobaseConsumerRoute::lines),
    LINES_OF_RECORDS(Job.JSON_LINES, "herobase: record, its bytes", 64, HerobaseConsumerRoute::linesOfRecords),
    LINES_OF_MAPS(Job.JSON_LINES, "herobase: map, marshal().json()", 64, HerobaseConsumerRoute::linesOfMaps),
    LINES_BY_HAND(Job.JSON_LINES, "by hand: maps, marshal().json()", 64, ByHandRoute::lines),
    CSV(Job.CSV, "herobase: row, marshal().csv()", 64, HerobaseConsumerRoute::csv),
    CSV_BY_HAND(Job.CSV, "by hand: flattened maps, marshal().csv()", 64, ByHandRoute::csv),
    POSTGRES(Job.POSTGRES, "herobase: row, batches of 500", 64, HerobaseConsumerRoute::postgres),
    POSTGRES_BY_HAND(Job.POSTGRES, "by hand: flattened maps, batches of 500", 64, ByHandRoute::postgres);

    private final Job job;
    private final String title;
    private final int heapMegabytes;
    private final Supplier<Contender> contender;

    Entry(Job job, String title, int heapMegabytes, Supplier<Contender> contender) {
        this.job = job;
        this.title = title;
        this.heapMegabytes = heapMegabytes;
        this.contender = contender;
    }

    Job job() {
        return job;
    }

    /** The best by hand of the same job. */
    Entry peer() {
        return switch (job) {
            case READ -> this == MAP || this == MAP_WHOLE ? BY_HAND : BY_HAND_BEANS;
            case JSON_LINES -> LINES_BY_HAND;
            case CSV -> CSV_BY_HAND;
            case POSTGRES -> POSTGRES_BY_HAND;
        };
    }

    boolean isOurs() {
        return !title.contains("by hand") && this != SKIM && this != STOCK;
    }

    String title() {
        return title;
    }

    int heapMegabytes() {
        return heapMegabytes;
    }

    Supplier<Contender> contender() {
        return contender;
    }
}
