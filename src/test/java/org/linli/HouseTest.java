package org.linli;

import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.classes;
import static com.tngtech.archunit.lang.syntax.ArchRuleDefinition.noClasses;
import static org.assertj.core.api.Assertions.assertThat;

import com.tngtech.archunit.core.domain.JavaClasses;
import com.tngtech.archunit.core.importer.ClassFileImporter;
import com.tngtech.archunit.core.importer.ImportOption;
import java.util.List;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.springframework.modulith.core.ApplicationModule;
import org.springframework.modulith.core.ApplicationModules;

/** The house stands as drawn: rooms use only what they may, and names say what things are. */
class HouseTest {

    private static final ApplicationModules ROOMS = ApplicationModules.of(Linli.class);
    private static final JavaClasses CLASSES = new ClassFileImporter()
            .withImportOption(new ImportOption.DoNotIncludeTests())
            .importPackages("org.linli");

    @Test
    void roomsUseOnlyWhatTheyMay() {
        ROOMS.verify();
    }

    @Test
    void everyRoomWithTablesIsMigratedAndRoomsComeAfterWhatTheyStandOn() {
        List<String> order = Migrations.ROOMS;
        for (String room : order) {
            ApplicationModule module = ROOMS.getModuleByName(room).orElseThrow();
            List<String> needed = module.getDirectDependencies(ROOMS)
                    .uniqueModules()
                    .map(needs -> needs.getIdentifier().toString())
                    .filter(order::contains)
                    .toList();
            assertThat(order.subList(0, order.indexOf(room)))
                    .as("before " + room)
                    .containsAll(needed);
        }
    }

    @Test
    void namesSayWhatThingsAre() {
        noClasses()
                .should()
                .haveNameMatching(".*(Impl|Manager|Helper|Util|Utils|Dto|DTO|Service|ServiceImpl)$")
                .check(CLASSES);
    }

    @Test
    void theKernelKnowsNeitherSpringNorSql() {
        noClasses()
                .that()
                .resideInAPackage("org.linli.kernel..")
                .should()
                .dependOnClassesThat()
                .resideInAnyPackage(
                        "org.springframework.jdbc..",
                        "org.springframework.web..",
                        "org.springframework.context..",
                        "java.sql..",
                        "jakarta..")
                .check(CLASSES);
    }

    @Test
    void pagesAreOfNoOtherRoomsConcern() {
        classes()
                .that()
                .resideInAPackage("org.linli.*.web")
                .and()
                .haveSimpleNameEndingWith("Pages")
                .should()
                .bePackagePrivate()
                .check(CLASSES);
    }

    @Test
    void timeIsGivenNotTaken() {
        noClasses()
                .that()
                .doNotHaveFullyQualifiedName("org.linli.platform.WallClock")
                .should()
                .callMethod(java.time.Instant.class, "now")
                .orShould()
                .callMethod(java.time.LocalDate.class, "now")
                .orShould()
                .callMethod(java.time.OffsetDateTime.class, "now")
                .orShould()
                .callMethod(System.class, "currentTimeMillis")
                .check(CLASSES);
    }

    @Test
    void theDrawingOfTheRoomsIsUpToDate() {
        String drawing = ROOMS.stream()
                .flatMap(room -> Stream.concat(
                        Stream.of("    " + room.getIdentifier()),
                        room.getDirectDependencies(ROOMS)
                                .uniqueModules()
                                .map(needs -> "    " + room.getIdentifier() + " --> " + needs.getIdentifier())))
                .sorted()
                .collect(Collectors.joining(
                        "\n", "# Rooms\n\nWhich module uses which.\n\n```mermaid\ngraph TD\n", "\n```\n"));
        Generated.isUpToDate("modules.md", drawing);
    }
}
