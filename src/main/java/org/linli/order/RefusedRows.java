package org.linli.order;

import java.io.IOException;
import java.io.OutputStream;
import java.util.ArrayList;
import java.util.Collections;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.linli.kernel.Refusal;
import org.linli.platform.Acting;
import org.linli.platform.web.Words;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** The rows of an import that were not taken, as a file again 没有导入的行: somebody mends it and brings that very file. */
@Repository
@Transactional(readOnly = true)
public class RefusedRows {

    private static final int BATCH = 500;
    private static final String REASON = "order.import.why";

    /** A row: all its columns, and why it was not taken. */
    private record Refused(int row, List<String> cells, String reason) {}

    private final JdbcClient jdbc;
    private final SealedRows sealed;
    private final Words words;

    RefusedRows(JdbcClient jdbc, SealedRows sealed, Words words) {
        this.jdbc = jdbc;
        this.sealed = sealed;
        this.words = words;
    }

    /** What the last column is called in each language: brought again, it is no column of theirs. */
    Set<String> reasons() {
        return Stream.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH)
                .map(locale -> words.text(locale, REASON))
                .collect(Collectors.toSet());
    }

    /**
     * Writes the rows of one's own import that were not taken as comma-separated values: under the headings of their file all that
     * they said, and last why each was not taken. Refuses an import of somebody else as not found.
     *
     * @param locale of the last column's heading
     */
    public void write(UUID id, Locale locale, OutputStream out) throws IOException {
        List<String> headings = jdbc.sql("select headings from order_import where id = :id and person = :me")
                .param("id", id)
                .param("me", Acting.current().self())
                .query((row, n) -> List.of((String[]) row.getArray("headings").getArray()))
                .optional()
                .orElseThrow(Refusal::notFound);
        try (Sheet sheet = new Sheet.Csv(out)) {
            sheet.row(ending(headings, headings.size(), words.text(locale, REASON)));
            List<Refused> rows = refusedAfter(id, 0);
            while (!rows.isEmpty()) {
                for (Refused row : rows) {
                    sheet.row(ending(row.cells(), headings.size(), row.reason()));
                }
                rows = refusedAfter(id, rows.getLast().row());
            }
        }
    }

    /** As many columns as there are headings, and one more. */
    private static List<String> ending(List<String> cells, int columns, String last) {
        List<String> row = new ArrayList<>(cells.subList(0, Math.min(cells.size(), columns)));
        row.addAll(Collections.nCopies(columns - row.size(), ""));
        row.add(last);
        return row;
    }

    private List<Refused> refusedAfter(UUID id, int after) {
        return jdbc.sql("""
                        select row, cells, reason
                          from order_import_row
                         where import = :id
                           and state = 'REFUSED'
                           and cells is not null
                           and row > :after
                         order by row
                         limit :most
                        """)
                .param("id", id)
                .param("after", after)
                .param("most", BATCH)
                .query((row, n) ->
                        new Refused(row.getInt("row"), sealed.cells(row.getBytes("cells")), row.getString("reason")))
                .list();
    }
}
