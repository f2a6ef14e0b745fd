package io.github.camelherobase.benchmark;

import java.util.function.Supplier;

/** Who takes part, in the order of the table. */
enum Entry {
    RECORD("herobase: record, 7 fields read", 64, HerobaseConsumerRoute::records),
    RECORD_48("the same at 48 MB", 48, HerobaseConsumerRoute::records),
    UNREAD("herobase: record, unread", 64, HerobaseConsumerRoute::unreadRecords),
    MAP("herobase: map, 7 fields read", 64, HerobaseConsumerRoute::maps),
    MAP_WHOLE("herobase: map, all of it read", 64, HerobaseConsumerRoute::wholeMaps),
    BY_HAND("Camel by hand: Jackson iterator of maps", 64, ByHandRoute::maps),
    BY_HAND_BEANS("Camel by hand: Jackson iterator of beans", 64, ByHandRoute::beans),
    SKIM("Jackson token skim, from memory", 2048, TokenSkim::new),
    STOCK("Camel stock: http, unmarshal, split", 2048, StockRoute::new);

    private final String title;
    private final int heapMegabytes;
    private final Supplier<Contender> contender;

    Entry(String title, int heapMegabytes, Supplier<Contender> contender) {
        this.title = title;
        this.heapMegabytes = heapMegabytes;
        this.contender = contender;
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
