package io.github.camelherobase.guide;

import java.io.IOException;
import java.lang.reflect.Modifier;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import java.util.TreeSet;
import java.util.regex.Pattern;
import java.util.stream.Collectors;
import java.util.stream.Stream;

import org.junit.jupiter.api.Test;

import io.github.camelherobase.api.HerobaseException;

import static org.assertj.core.api.Assertions.assertThat;

/** The page on errors names each exception that a route can meet, and no other; so with what it says to ask of them. */
class ErrorsPageTest {

    private static final Pattern ROW = Pattern.compile("(?m)^\\| `(\\w+)` \\|.*$");
    private static final Pattern GETTER = Pattern.compile("`(\\w+)\\(\\)`");
    private static final Path API =
            GuideFile.repository().resolve("camel-herobase-component/src/main/java/io/github/camelherobase/api");

    private final String page =
            GuideFile.read(GuideFile.repository().resolve("docs/errors.md")).text();

    @Test
    void thePageNamesEachExceptionOnce() throws IOException {
        Set<String> named = new TreeSet<>();
        ROW.matcher(page).results().forEach(row -> assertThat(named.add(row.group(1)))
                .as(row.group(1))
                .isTrue());
        try (Stream<Path> files = Files.list(API)) {
            Set<String> exceptions = files.map(
                            file -> file.getFileName().toString().replace(".java", ""))
                    .filter(name -> name.endsWith("Exception"))
                    .map(ErrorsPageTest::type)
                    .filter(type -> HerobaseException.class.isAssignableFrom(type)
                            && type != HerobaseException.class
                            && Modifier.isPublic(type.getModifiers()))
                    .map(Class::getSimpleName)
                    .collect(Collectors.toCollection(TreeSet::new));
            assertThat(named).isEqualTo(exceptions);
        }
    }

    @Test
    void whatIsToBeAskedIsThere() {
        ROW.matcher(page).results().forEach(row -> GETTER.matcher(row.group())
                .results()
                .map(getter -> getter.group(1))
                .forEach(getter -> assertThat(type(row.group(1)).getMethods())
                        .as(row.group(1))
                        .anyMatch(method -> method.getName().equals(getter))));
    }

    private static Class<?> type(String name) {
        try {
            return Class.forName(HerobaseException.class.getPackageName() + "." + name);
        } catch (ClassNotFoundException e) {
            throw new AssertionError("there is no exception " + name, e);
        }
    }
}
