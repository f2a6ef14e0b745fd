package io.github.camelherobase.simulator.service;

import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Shows one object with the complex members that were asked for, and those of nested objects. A member is left out "if
 * it leads to loops in the object graph or if the same object(s) would be included multiple times" (vendor's page).
 */
final class Graph {

    private final Include include;
    private final Set<String> shown = new HashSet<>();

    private Graph(Include include) {
        this.include = include;
    }

    static Map<String, Object> of(Node root, Include include) {
        Graph graph = new Graph(include);
        graph.shown.add(root.id());
        return graph.show(root);
    }

    private Map<String, Object> show(Node node) {
        Map<String, Object> json = new LinkedHashMap<>(node.members());
        node.complex().forEach((name, value) -> {
            if (include.names(name)) {
                include(json, name, value);
            }
        });
        return json;
    }

    private void include(Map<String, Object> json, String name, Node.Complex value) {
        List<Node> nodes = value.nodes();
        if (nodes.stream().map(Node::id).anyMatch(shown::contains)) {
            return;
        }
        nodes.forEach(node -> shown.add(node.id()));
        List<Map<String, Object>> shownNodes = nodes.stream().map(this::show).toList();
        json.put(name, value instanceof Node.One ? shownNodes.get(0) : shownNodes);
    }
}
