package io.github.camelherobase.calls;

import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.LinkedHashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

import io.github.camelherobase.api.JsonRecord;

/**
 * The units that an account sees, and which is below which. The server leaves out what it would have to include twice, so a
 * unit's place is taken from its own {@code parent} and from the {@code children} of others; where neither tells, it stands
 * at the top.
 */
final class OrgTree {

    private final Map<String, Set<String>> children = new LinkedHashMap<>();
    private final Set<String> below = new HashSet<>();
    private final List<String> top = new ArrayList<>();
    private final List<Branch> branches = new ArrayList<>();

    /**
     * A unit below another.
     *
     * @param top the unit at the top of it
     */
    record Branch(String unit, String top, int depth) {}

    private OrgTree() {}

    /** @param units with parent and children as far as they are included; those without an org code are passed over */
    static OrgTree of(Iterator<JsonRecord> units) {
        OrgTree tree = new OrgTree();
        List<Map<String, Object>> listed = new ArrayList<>();
        units.forEachRemaining(unit -> {
            String code = code(unit.toMap());
            if (!code.isEmpty()) {
                tree.children.put(code, new LinkedHashSet<>());
                listed.add(unit.toMap());
            }
        });
        listed.forEach(tree::place);
        tree.climb();
        return tree;
    }

    private void place(Map<?, ?> unit) {
        if (unit.get("parent") instanceof Map<?, ?> parent) {
            place(parent, unit);
            place(parent);
        }
        if (unit.get("children") instanceof List<?> list) {
            for (Object element : list) {
                if (element instanceof Map<?, ?> child) {
                    place(unit, child);
                    place(child);
                }
            }
        }
    }

    /** Only among units that are listed themselves: others may not be asked for. */
    private void place(Map<?, ?> parent, Map<?, ?> child) {
        String code = code(child);
        Set<String> siblings = children.get(code(parent));
        if (siblings != null && children.containsKey(code)) {
            siblings.add(code);
            below.add(code);
        }
    }

    private static String code(Map<?, ?> unit) {
        return unit.get("orgCode") instanceof String code ? code : "";
    }

    /** From each top downward; units in a ring have no top, so the first of them is made one. */
    private void climb() {
        Set<String> reached = new HashSet<>();
        children.keySet().stream().filter(unit -> !below.contains(unit)).forEach(unit -> descend(unit, reached));
        children.keySet().forEach(unit -> descend(unit, reached));
        branches.sort(Comparator.comparingInt(Branch::depth).reversed());
    }

    private void descend(String from, Set<String> reached) {
        if (!reached.add(from)) {
            return;
        }
        top.add(from);
        Deque<Branch> waiting = new ArrayDeque<>(List.of(new Branch(from, from, 0)));
        while (!waiting.isEmpty()) {
            Branch branch = waiting.remove();
            for (String child : children.get(branch.unit())) {
                if (reached.add(child)) {
                    Branch found = new Branch(child, from, branch.depth() + 1);
                    branches.add(found);
                    waiting.add(found);
                }
            }
        }
    }

    /** All of them. */
    List<String> units() {
        return List.copyOf(children.keySet());
    }

    /** Those that all others are below. */
    List<String> top() {
        return top;
    }

    /** The others, the deepest first. */
    List<Branch> branches() {
        return branches;
    }
}
