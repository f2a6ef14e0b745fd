package io.github.camelherobase.api;

import java.util.Arrays;

/**
 * The names of an object's members and of those of the objects in it, and what lies in what: most records of an export are
 * of a few shapes. An entry is a member, in the order of the bytes; the entries of the object that is its value follow it.
 * Shapes are kept, of two with one place the later, and those that are used again have a table by name. Safe for threads: a
 * shape is kept whole.
 */
final class JsonShape {

    /** No member of that name. */
    static final int NONE = -1;

    private static final int PLACES = 256;
    private static final JsonShape[] KEPT = new JsonShape[PLACES];
    private static final int FIRST_SPREAD = 0x9E3779B9;

    private final JsonName[] names;
    /** The entry behind each one's own. */
    private final char[] after;
    /** Whether it was met more than once, so that a table pays. */
    private boolean usual;

    private Table table;

    private JsonShape(JsonName[] names, char[] after) {
        this.names = names;
        this.after = after;
    }

    /**
     * @param size how many entries of the arrays count
     * @param hash of the entries
     */
    static JsonShape of(JsonName[] names, char[] after, int size, int hash) {
        int place = hash * FIRST_SPREAD >>> 24 & PLACES - 1;
        JsonShape kept = KEPT[place];
        if (kept != null && kept.isOf(names, after, size)) {
            kept.usual = true;
            return kept;
        }
        JsonShape shape = new JsonShape(Arrays.copyOf(names, size), Arrays.copyOf(after, size));
        KEPT[place] = shape;
        return shape;
    }

    private boolean isOf(JsonName[] otherNames, char[] otherAfter, int size) {
        if (names.length != size || !Arrays.equals(after, 0, size, otherAfter, 0, size)) {
            return false;
        }
        for (int entry = 0; entry < size; entry++) {
            if (names[entry] != otherNames[entry]) {
                return false;
            }
        }
        return true;
    }

    int size() {
        return names.length;
    }

    String name(int entry) {
        return names[entry].text();
    }

    int after(int entry) {
        return after[entry];
    }

    int count(int from, int to) {
        int count = 0;
        for (int entry = from; entry < to; entry = after[entry]) {
            count++;
        }
        return count;
    }

    /** Of the object whose members are the entries given; as in the library the last of several. */
    int find(String name, int from, int to) {
        if (usual) {
            return table().find(name, from, to);
        }
        int found = NONE;
        for (int entry = from; entry < to; entry = after[entry]) {
            if (names[entry].text().equals(name)) {
                found = entry;
            }
        }
        return found;
    }

    /** Whether no object in it has two members of one name. */
    boolean isDistinct() {
        return table().distinct;
    }

    private Table table() {
        Table known = table;
        if (known == null) {
            known = new Table(this);
            table = known;
        }
        return known;
    }

    /** Entries by the name and the object that they are members of. */
    private static final class Table {

        private final JsonShape shape;
        /** Entries, plus one; zero is free. */
        private final char[] places;
        /** The first entry of the object that each is a member of. */
        private final char[] objects;

        private final boolean distinct;

        Table(JsonShape shape) {
            this.shape = shape;
            this.places = new char[Integer.highestOneBit(shape.size() * 2 + 1) * 2];
            this.objects = new char[shape.size()];
            this.distinct = fill(0, shape.size());
        }

        private boolean fill(int from, int to) {
            boolean each = true;
            for (int entry = from; entry < to; entry = shape.after[entry]) {
                objects[entry] = (char) from;
                int place = place(shape.name(entry), from);
                each &= places[place] == 0;
                places[place] = (char) (entry + 1);
                each &= fill(entry + 1, shape.after[entry]);
            }
            return each;
        }

        /** Where the member is, or would be. */
        private int place(String name, int object) {
            int mask = places.length - 1;
            int hash = (name.hashCode() + object) * FIRST_SPREAD;
            int place = (hash ^ hash >>> 16) & mask;
            while (places[place] != 0
                    && (objects[places[place] - 1] != object
                            || !shape.name(places[place] - 1).equals(name))) {
                place = place + 1 & mask;
            }
            return place;
        }

        int find(String name, int from, int to) {
            return from == to ? NONE : places[place(name, from)] - 1;
        }
    }
}
