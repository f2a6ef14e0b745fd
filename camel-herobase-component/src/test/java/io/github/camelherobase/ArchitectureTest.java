package io.github.camelherobase;

import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;

import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;

/** Arrows go one way: face → operation → client → quota, and operation → stream; all may use the api. */
@AnalyzeClasses(packages = "io.github.camelherobase", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    @ArchTest
    static final ArchRule ARROWS_GO_ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("face")
            .definedBy("io.github.camelherobase", "io.github.camelherobase.dsl..")
            .layer("operation")
            .definedBy("io.github.camelherobase.operation..")
            .layer("client")
            .definedBy("io.github.camelherobase.client..")
            .layer("stream")
            .definedBy("io.github.camelherobase.stream..")
            .layer("cursor")
            .definedBy("io.github.camelherobase.cursor..")
            .layer("quota")
            .definedBy("io.github.camelherobase.quota..")
            .layer("journal")
            .definedBy("io.github.camelherobase.journal..")
            .layer("api")
            .definedBy("io.github.camelherobase.api..")
            .whereLayer("face")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("operation")
            .mayOnlyBeAccessedByLayers("face")
            .whereLayer("client")
            .mayOnlyBeAccessedByLayers("face", "operation")
            .whereLayer("stream")
            .mayOnlyBeAccessedByLayers("face", "operation")
            .whereLayer("cursor")
            .mayOnlyBeAccessedByLayers("face", "operation")
            .whereLayer("quota")
            .mayOnlyBeAccessedByLayers("face", "operation", "client")
            // Journals are beans of an interface in the api: only the face makes one, when a route names none.
            .whereLayer("journal")
            .mayOnlyBeAccessedByLayers("face");

    @ArchTest
    static final ArchRule ONLY_THE_CLIENT_KNOWS_HTTP_CLIENT = noClasses()
            .that()
            .resideOutsideOfPackage("io.github.camelherobase.client..")
            .should()
            .dependOnClassesThat()
            .resideInAPackage("org.apache.hc..");

    @ArchTest
    static final ArchRule QUOTA_STREAM_AND_JOURNAL_KNOW_NO_CAMEL_AND_NO_HTTP = noClasses()
            .that()
            .resideInAnyPackage(
                    "io.github.camelherobase.quota..",
                    "io.github.camelherobase.stream..",
                    "io.github.camelherobase.journal..")
            .should()
            .dependOnClassesThat()
            .resideInAnyPackage("org.apache.camel..", "org.apache.hc..");

    /** Annotations are in no signature; without them marshal().json() stops at the getters' times. */
    @ArchTest
    static final ArchRule API_HAS_NO_JACKSON_IN_A_SIGNATURE = classes()
            .that()
            .resideInAPackage("io.github.camelherobase.api..")
            .and()
            .arePublic()
            .should()
            .onlyDependOnClassesThat(resideInAPackage("io.github.camelherobase.api..")
                    .or(resideInAPackage("java.."))
                    .or(resideInAPackage("com.fasterxml.jackson.annotation.."))
                    .or(resideInAPackage("org.apache.camel.spi..")));

    @ArchTest
    static final ArchRule THE_COMPONENT_KNOWS_NOTHING_OF_THE_SIMULATOR =
            noClasses().should().dependOnClassesThat().resideInAPackage("io.github.camelherobase.simulator..");

    @ArchTest
    static final ArchRule NO_CATCH_ALL_NAMES = noClasses()
            .should()
            .haveSimpleNameEndingWith("Utils")
            .orShould()
            .haveSimpleNameEndingWith("Helper")
            .orShould()
            .haveSimpleNameEndingWith("Manager");
}
