package org.linli.platform;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDate;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.linli.LinliTest;
import org.springframework.beans.factory.annotation.Autowired;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.transaction.support.TransactionOperations;

/** Whatever is missing, the database keeps the one statement that it prepared. */
@LinliTest
class BoundTest {

    private static final Pattern TEXT = Pattern.compile(
            "\"\"\".*?\"\"\"|\"(?:[^\"\\\\\n]++|\\\\.)*+\"|'(?:[^'\\\\]++|\\\\.)++'|//[^\n]*", Pattern.DOTALL);
    private static final Pattern BINDS = Pattern.compile("(?:\\.param|values\\.put)\\(");
    private static final Pattern BARE = Pattern.compile("\\bnull\\b");

    private static final String EVERY_TYPE = """
            select 'bound' as what,
                   num_nonnulls(cast(:id as uuid), cast(:ids as uuid[]), cast(:time as timestamptz), cast(:date as date),
                                cast(:text as text), cast(:texts as text[]), cast(:number as int), cast(:count as bigint),
                                cast(:flag as boolean), cast(:bytes as bytea)) as present
            """;

    @Autowired
    JdbcClient jdbc;

    @Autowired
    TransactionOperations transactions;

    @Test
    void whatIsMissingHasAType() {
        transactions.executeWithoutResult(status -> {
            for (int mixture = 0; mixture < 1024; mixture += 31) {
                assertThat(present(mixture)).isEqualTo(Integer.bitCount(mixture));
            }
            Integer carriedOut = jdbc.sql("""
                            select generic_plans + custom_plans
                              from pg_prepared_statements
                             where statement like 'select ''bound'' as what%'
                            """).query(Integer.class).single();
            assertThat(carriedOut)
                    .as("one statement, carried out again and again once it was prepared")
                    .isGreaterThan(20);
        });
    }

    private int present(int mixture) {
        return jdbc.sql(EVERY_TYPE)
                .param("id", Bound.id(some(mixture, 0, UUID.randomUUID())))
                .param("ids", Bound.ids(some(mixture, 1, Set.of(UUID.randomUUID()))))
                .param("time", Bound.time(some(mixture, 2, Instant.EPOCH)))
                .param("date", Bound.date(some(mixture, 3, LocalDate.EPOCH)))
                .param("text", Bound.text(some(mixture, 4, "有")))
                .param("texts", Bound.texts(some(mixture, 5, List.of("有"))))
                .param("number", Bound.number(some(mixture, 6, 1)))
                .param("count", Bound.count(some(mixture, 7, 1L)))
                .param("flag", Bound.flag(some(mixture, 8, false)))
                .param("bytes", Bound.bytes(some(mixture, 9, new byte[1])))
                .query((row, n) -> row.getInt("present"))
                .single();
    }

    private static <T> Optional<T> some(int mixture, int bit, T value) {
        return (mixture >> bit & 1) == 1 ? Optional.of(value) : Optional.empty();
    }

    @Test
    void noStatementIsGivenABareNull() throws IOException {
        List<String> bare = new ArrayList<>();
        try (Stream<Path> sources = Files.walk(Path.of("src/main/java"))) {
            for (Path source :
                    sources.filter(path -> path.toString().endsWith(".java")).toList()) {
                String code = TEXT.matcher(Files.readString(source)).replaceAll("\"\"");
                Matcher binds = BINDS.matcher(code);
                while (binds.find()) {
                    String bound = code.substring(binds.end(), closed(code, binds.end()));
                    if (BARE.matcher(bound).find()) {
                        bare.add(source.getFileName() + ": " + bound.replaceAll("\\s+", " "));
                    }
                }
            }
        }
        assertThat(bare).isEmpty();
    }

    /** Where the parenthesis ends that began before. */
    private static int closed(String code, int from) {
        int open = 1;
        int at = from;
        while (open > 0) {
            char sign = code.charAt(at++);
            open += sign == '(' ? 1 : sign == ')' ? -1 : 0;
        }
        return at - 1;
    }
}
