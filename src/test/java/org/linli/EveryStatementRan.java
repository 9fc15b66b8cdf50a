package org.linli;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/**
 * After all tests: each statement of the sources was executed by one of them on a real database, and each function of the
 * migrations was called. Run by {@code mvn verify} as a step of its own, and not where single tests were asked for.
 */
class EveryStatementRan {

    /** Functions that the planner writes into the statement that calls them, so that no call is counted; every policy asks them. */
    private static final Set<String> WRITTEN_IN =
            Set.of("linli_person", "linli_organisation", "linli_place", "linli_may");

    /** What runs in processes of its own, where nobody records: the restore drill of the long tests executes these. */
    private static final Set<String> ELSEWHERE = Set.of("ExternalBackup.java");

    @Test
    void everyStatementOfTheSourcesWasExecuted() throws IOException {
        Set<String> executed = RecordingDriver.executed();
        Set<SourceSql.Wanted> wanted = SourceSql.of(Path.of("src", "main", "java"));
        assertThat(wanted).hasSizeGreaterThan(150);
        assertThat(wanted.stream()
                        .filter(statement -> !statement.isAmong(executed))
                        .map(SourceSql.Wanted::toString)
                        .filter(name -> !ELSEWHERE.contains(name.substring(0, name.indexOf(':')))))
                .as("statements that no test has executed")
                .isEmpty();
    }

    @Test
    void everyFunctionOfTheMigrationsWasCalled() throws IOException {
        Set<String> executed = RecordingDriver.executed();
        List<String> missing = new ArrayList<>(functions());
        missing.removeIf(name -> executed.contains("function " + name));
        assertThat(missing).as("functions that no test has called").containsExactlyInAnyOrderElementsOf(WRITTEN_IN);
    }

    /** Those that stand after the last migration. */
    private static Set<String> functions() throws IOException {
        Set<String> functions = new LinkedHashSet<>();
        try (Stream<Path> files = Files.walk(Path.of("src", "main", "resources", "db", "migration"))) {
            for (Path file : files.filter(Files::isRegularFile)
                    .sorted(Comparator.comparing(Path::getParent).thenComparing(EveryStatementRan::version))
                    .toList()) {
                Matcher change = Pattern.compile("(create|drop) function (?:if exists )?(\\w+)")
                        .matcher(Files.readString(file));
                while (change.find()) {
                    if (change.group(1).equals("create")) {
                        functions.add(change.group(2));
                    } else {
                        functions.remove(change.group(2));
                    }
                }
            }
        }
        return functions;
    }

    private static int version(Path migration) {
        String name = migration.getFileName().toString();
        return Integer.parseInt(name.substring(1, name.indexOf('_')));
    }
}
