package io.github.camelherobase.examples.kubernetes;

import io.github.camelherobase.examples.ExampleMain;

/** A node of the example three-nodes as a pod: what it reads it reads while it holds a lease. */
public final class KubernetesNode {

    private KubernetesNode() {}

    public static void main(String[] arguments) throws Exception {
        if (System.getenv("POD_NAME") == null) {
            System.out.println(
                    "This example runs in a pod; routes-examples/kubernetes/README.md says how. Its nodes without"
                            + " Kubernetes: ./mvnw -q -Dexample=three-nodes");
            return;
        }
        node(arguments).run();
    }

    static ExampleMain node(String... arguments) {
        ExampleMain node = new ExampleMain(arguments);
        node.setPropertyPlaceholderLocations("classpath:kubernetes/pod.properties,classpath:application.properties");
        return node;
    }
}
