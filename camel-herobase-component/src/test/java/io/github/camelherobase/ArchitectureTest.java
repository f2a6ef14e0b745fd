package io.github.camelherobase;

import java.util.Map;
import java.util.stream.Collectors;

import com.tngtech.archunit.base.DescribedPredicate;
import com.tngtech.archunit.core.domain.JavaClass;
import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ImportOption;
import com.tngtech.archunit.junit.AnalyzeClasses;
import com.tngtech.archunit.junit.ArchTest;
import com.tngtech.archunit.lang.ArchRule;
import com.tngtech.archunit.library.dependencies.SliceAssignment;
import com.tngtech.archunit.library.dependencies.SliceIdentifier;
import com.tngtech.archunit.library.dependencies.SlicesRuleDefinition;

import static com.tngtech.archunit.base.DescribedPredicate.not;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.belongToAnyOf;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAPackage;
import static com.tngtech.archunit.core.domain.JavaClass.Predicates.resideInAnyPackage;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static com.tngtech.archunit.library.Architectures.layeredArchitecture;
import static org.assertj.core.api.Assertions.assertThat;

/**
 * Arrows go one way, from the roof (component, endpoint, producers, consumer) down to the api. The root package holds
 * two layers: the roof, which no room may use, and the contract (configuration, constants, enums), which every room may.
 */
@AnalyzeClasses(packages = "io.github.camelherobase", importOptions = ImportOption.DoNotIncludeTests.class)
class ArchitectureTest {

    private static final String ROOT = "io.github.camelherobase";
    private static final int MOST_CLASSES = 30;

    private static final DescribedPredicate<JavaClass> CONTRACT = resideInAPackage(ROOT)
            .and(belongToAnyOf(
                    HerobaseConfiguration.class,
                    HerobaseConstants.class,
                    HerobaseOperation.class,
                    CsvEnd.class,
                    ExportFormat.class,
                    OnRejected.class,
                    OutputType.class,
                    QuotaExceededPolicy.class))
            .as("the contract");

    private static final DescribedPredicate<JavaClass> ROOF =
            resideInAnyPackage(ROOT, ROOT + ".dsl..").and(not(CONTRACT)).as("the roof");

    @ArchTest
    static final ArchRule ARROWS_GO_ONE_WAY = layeredArchitecture()
            .consideringOnlyDependenciesInLayers()
            .layer("roof")
            .definedBy(ROOF)
            .layer("contract")
            .definedBy(CONTRACT)
            .layer("poll")
            .definedBy(room("poll"))
            .layer("export")
            .definedBy(room("export"))
            .layer("imports")
            .definedBy(room("imports"))
            .layer("account")
            .definedBy(room("account"))
            .layer("option")
            .definedBy(room("option"))
            .layer("calls")
            .definedBy(room("calls"))
            .layer("request")
            .definedBy(room("request"))
            .layer("stream")
            .definedBy(room("stream"))
            .layer("cursor")
            .definedBy(room("cursor"))
            .layer("client")
            .definedBy(room("client"))
            .layer("quota")
            .definedBy(room("quota"))
            .layer("journal")
            .definedBy(room("journal"))
            .layer("database")
            .definedBy(room("database"))
            .layer("api")
            .definedBy(room("api"))
            .layer("base")
            .definedBy(room("base"))
            .whereLayer("roof")
            .mayNotBeAccessedByAnyLayer()
            .whereLayer("contract")
            .mayOnlyBeAccessedByLayers("roof", "poll", "export", "imports", "account", "option", "calls")
            .whereLayer("poll")
            .mayOnlyBeAccessedByLayers("roof")
            .whereLayer("export")
            .mayOnlyBeAccessedByLayers("roof", "poll")
            .whereLayer("imports")
            .mayOnlyBeAccessedByLayers("roof")
            .whereLayer("account")
            .mayOnlyBeAccessedByLayers("roof")
            .whereLayer("option")
            .mayOnlyBeAccessedByLayers("roof", "poll", "export", "imports", "account")
            .whereLayer("calls")
            .mayOnlyBeAccessedByLayers("roof", "export", "option")
            .whereLayer("request")
            .mayOnlyBeAccessedByLayers("roof", "poll", "export", "imports", "option", "calls")
            .whereLayer("client")
            .mayOnlyBeAccessedByLayers("roof", "imports", "account", "calls", "request")
            // Journals are beans of an interface in the api: only the account's room makes one, when a route names
            // none.
            .whereLayer("journal")
            .mayOnlyBeAccessedByLayers("account")
            .whereLayer("database")
            .mayOnlyBeAccessedByLayers("quota", "cursor", "journal")
            .whereLayer("quota")
            .mayOnlyBeAccessedByLayers("roof", "poll", "export", "imports", "account", "request", "client");

    @ArchTest
    static final ArchRule NO_CYCLE_BETWEEN_ROOMS =
            SlicesRuleDefinition.slices().assignedFrom(rooms()).should().beFreeOfCycles();

    /** What route authors import cannot move, so the api is as large as it is. */
    @ArchTest
    static void noRoomIsCrowded(JavaClasses classes) {
        Map<String, Long> sizes = classes.stream()
                .filter(type -> type.isTopLevelClass() && !type.getSimpleName().equals("package-info"))
                .filter(type -> !type.getPackageName().equals(ROOT + ".api"))
                .collect(Collectors.groupingBy(JavaClass::getPackageName, Collectors.counting()));
        assertThat(sizes)
                .isNotEmpty()
                .allSatisfy((room, size) -> assertThat(size).as(room).isLessThanOrEqualTo(MOST_CLASSES));
    }

    private static DescribedPredicate<JavaClass> room(String name) {
        return resideInAPackage(ROOT + "." + name + "..");
    }

    private static SliceAssignment rooms() {
        return new SliceAssignment() {
            @Override
            public SliceIdentifier getIdentifierOf(JavaClass type) {
                if (CONTRACT.test(type)) {
                    return SliceIdentifier.of("contract");
                }
                return ROOF.test(type) ? SliceIdentifier.of("roof") : SliceIdentifier.of(type.getPackageName());
            }

            @Override
            public String getDescription() {
                return "rooms";
            }
        };
    }

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
