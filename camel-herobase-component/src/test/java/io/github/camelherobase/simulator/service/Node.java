package io.github.camelherobase.simulator.service;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.function.Supplier;

/**
 * An object with members that are always shown and complex ones that are shown on demand.
 *
 * @param id of the object it stands for; two nodes of one id are the same object
 * @param members what is always shown
 * @param complex what can be asked for, found when it is
 */
record Node(String id, Map<String, Object> members, Map<String, Complex> complex) {

    /** The value of a complex member. */
    sealed interface Complex {

        /** The nodes in it. */
        List<Node> nodes();
    }

    /** One object, found late. */
    record One(Supplier<Node> node) implements Complex {
        @Override
        public List<Node> nodes() {
            return List.of(node.get());
        }
    }

    /** A list of objects, found late. */
    record Many(Supplier<List<Node>> elements) implements Complex {
        @Override
        public List<Node> nodes() {
            return elements.get();
        }
    }

    /** A node without any member yet. */
    static Node of(String id) {
        return new Node(id, new LinkedHashMap<>(), new LinkedHashMap<>());
    }

    Node with(String name, Object value) {
        members.put(name, value);
        return this;
    }

    Node withOne(String name, Supplier<Node> node) {
        complex.put(name, new One(node));
        return this;
    }

    Node withMany(String name, Supplier<List<Node>> nodes) {
        complex.put(name, new Many(nodes));
        return this;
    }
}
