package io.github.camelherobase;

import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import io.github.camelherobase.simulator.SimulatorExtension;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideOutsideOfPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;

/** Component and simulator share no class, so that a misreading of the API is not mirrored. */
@AnalyzeClasses(packages = "io.github.camelherobase")
class SimulatorArchitectureTest {

    private static final String SIMULATOR = "io.github.camelherobase.simulator..";

    @ArchTest
    static final ArchRule THE_SIMULATOR_KNOWS_NOTHING_OF_THE_COMPONENT = noClasses()
            .that()
            .resideInAPackage(SIMULATOR)
            .should()
            .dependOnClassesThat(resideInAPackage("io.github.camelherobase..").and(resideOutsideOfPackage(SIMULATOR)));

    @ArchTest
    static final ArchRule THE_SIMULATOR_NEEDS_THE_JDK_ALONE = noClasses()
            .that()
            .resideInAPackage(SIMULATOR)
            .and()
            .haveSimpleNameNotEndingWith("Test")
            .and()
            .doNotBelongToAnyOf(SimulatorExtension.class)
            .should()
            .dependOnClassesThat()
            .resideOutsideOfPackages(SIMULATOR, "java..", "javax..");
}
