package io.github.camelherobase.simulator;

import java.net.URL;

import org.junit.jupiter.api.Test;

import com.tngtech.archunit.ArchConfiguration;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;

import static com.tngtech.archunit.base.DescribedPredicate.describe;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** The simulator and the component share nothing, so that a misreading is not mirrored; and its own arrows. */
class SimulatorArchitectureTest {

    private static final String ALL = "io.github.camelherobase.simulator..";

    private static final JavaClasses SIMULATOR = classesIn(HerobaseSimulator.class.getResource(""))
            .that(describe(
                    "the simulator without its tests",
                    (JavaClass candidate) -> !candidate.getName().matches(".*Test(\\$.*)?")));

    /** Reads these classes only: of those they use, the rules ask no more than the names. */
    private static JavaClasses classesIn(URL place) {
        return ArchConfiguration.withThreadLocalScope((ArchConfiguration configuration) -> {
            configuration.setResolveMissingDependenciesFromClassPath(false);
            return new ClassFileImporter().importUrl(place);
        });
    }

    @Test
    void theJdkIsEnough() {
        classes()
                .that()
                .haveNameNotMatching(".*\\.SimulatorExtension(\\$.*)?")
                .should()
                .onlyDependOnClassesThat(resideInAPackage(ALL)
                        .or(resideInAPackage("java.."))
                        .or(resideInAPackage("javax.."))
                        .or(resideInAPackage("")))
                .check(SIMULATOR);
    }

    @Test
    void theComponentDoesNotKnowTheSimulator() throws ClassNotFoundException {
        noClasses()
                .should()
                .dependOnClassesThat()
                .resideInAPackage(ALL)
                .check(classesIn(Class.forName("io.github.camelherobase.HerobaseComponent")
                        .getProtectionDomain()
                        .getCodeSource()
                        .getLocation()));
    }

    @Test
    void theWorldKnowsNothingOfHttp() {
        noClasses()
                .that()
                .resideInAPackage("io.github.camelherobase.simulator.world..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "io.github.camelherobase.simulator.http..",
                        "io.github.camelherobase.simulator.service..",
                        "io.github.camelherobase.simulator.limits..",
                        "io.github.camelherobase.simulator.account..")
                .check(SIMULATOR);
    }

    @Test
    void onlyTheServicesKnowAllTheOthers() {
        noClasses()
                .that()
                .resideOutsideOfPackages(
                        "io.github.camelherobase.simulator", "io.github.camelherobase.simulator.service..")
                .should()
                .dependOnClassesThat()
                .resideInAPackage("io.github.camelherobase.simulator.service..")
                .check(SIMULATOR);
    }
}
