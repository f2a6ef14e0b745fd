package io.github.camelherobase.calls;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Random;
import java.util.Set;
import java.util.stream.IntStream;

import org.junit.jupiter.api.Test;

import io.github.camelherobase.api.JsonRecord;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

import static org.assertj.core.api.Assertions.assertThat;

class OrgTreeTest {

    private static OrgTree tree(String... units) {
        return OrgTree.of(List.of(units).stream()
                .map(unit -> new JsonRecord(("{" + unit.replace('\'', '"') + "}").getBytes(StandardCharsets.UTF_8)))
                .iterator());
    }

    @Test
    void aUnitsPlaceIsToldByItsParentOrByItsParentsChildren() {
        OrgTree tree = tree(
                "'orgCode':'Danmark','children':[{'orgCode':'Øst','children':[{'orgCode':'Øst 2'}]}]",
                "'orgCode':'Øst'",
                "'orgCode':'Øst 2'",
                "'orgCode':'Vest','parent':{'orgCode':'Danmark'}",
                "'orgCode':'Norge','parent':null,'children':[]");
        assertThat(tree.top()).containsExactly("Danmark", "Norge");
        assertThat(tree.branches())
                .extracting(OrgTree.Branch::unit)
                .startsWith("Øst 2")
                .containsExactlyInAnyOrder("Øst 2", "Øst", "Vest");
        assertThat(tree.branches()).extracting(OrgTree.Branch::top).containsOnly("Danmark");
        assertThat(tree.units()).hasSize(5);
    }

    @Test
    void aUnitBelowOneThatIsNotListedIsAskedForItself() {
        OrgTree tree = tree(
                "'orgCode':'Øst','parent':{'orgCode':'Hidden','parent':{'orgCode':'Danmark'}}",
                "'orgCode':'Danmark'",
                "'name':'without a code','parent':{'orgCode':'Danmark'}");
        assertThat(tree.top()).containsExactly("Øst", "Danmark");
        assertThat(tree.branches()).isEmpty();
    }

    @Test
    void withoutParentsAndChildrenAllAreAtTheTop() {
        assertThat(tree("'orgCode':'a'", "'orgCode':'b'").top()).containsExactly("a", "b");
        assertThat(tree().units()).isEmpty();
    }

    /** Whatever the server says of parents and children, rings and itself included, no unit is forgotten. */
    @Property
    void everyUnitIsAtTheTopOrBelowIt(@ForAll @IntRange(min = 1, max = 30) int count, @ForAll Random random) {
        String[] units = IntStream.range(0, count)
                .mapToObj(number -> "'orgCode':'" + number + "'"
                        + (random.nextInt(4) == 0 ? "" : ",'parent':{'orgCode':'" + random.nextInt(count + 1) + "'}")
                        + (random.nextInt(3) == 0
                                ? ",'children':[{'orgCode':'" + random.nextInt(count + 1) + "'}]"
                                : ""))
                .toArray(String[]::new);
        OrgTree tree = tree(units);
        List<String> all = new ArrayList<>(tree.top());
        tree.branches().forEach(branch -> all.add(branch.unit()));
        assertThat(all).doesNotHaveDuplicates().containsExactlyInAnyOrderElementsOf(tree.units());
        assertThat(tree.units()).hasSize(count);
        Set<String> tops = new HashSet<>(tree.top());
        assertThat(tree.branches()).allSatisfy(branch -> assertThat(tops).contains(branch.top()));
    }

    /** In an organisation without rings only units without a parent are asked. */
    @Property
    void theTopIsAsSmallAsItCanBe(@ForAll @IntRange(min = 1, max = 30) int count, @ForAll Random random) {
        List<String> roots = new ArrayList<>();
        String[] units = IntStream.range(0, count)
                .mapToObj(number -> {
                    if (number == 0 || random.nextInt(5) == 0) {
                        roots.add(String.valueOf(number));
                        return "'orgCode':'" + number + "'";
                    }
                    return "'orgCode':'" + number + "','parent':{'orgCode':'" + random.nextInt(number) + "'}";
                })
                .toArray(String[]::new);
        assertThat(tree(units).top()).containsExactlyElementsOf(roots);
    }
}
