package org.linli.order;

import java.io.IOException;
import java.io.OutputStream;
import java.time.Clock;
import java.util.HashSet;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.kernel.Worded;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The subclasses of the standard and what places set of their own 国标小类: looked up by word or by code, set one by one or as a
 * table. The closest place wins, as with categories.
 */
@Repository
@Transactional
public class Subclasses {

    private static final int LONGEST_NAME = 20;
    private static final int MOST = 1_000;

    private final JdbcClient jdbc;
    private final Clock clock;

    Subclasses(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** All that hold at a place, by code. */
    @Transactional(readOnly = true)
    public List<Subclass> listed(PlaceCode place) {
        return jdbc.sql("""
                        select distinct on (v.code) v.code, v.name, n.name as class_name, v.checked, v.place
                          from (select b.code, b.name, b.checked, cast(null as text) as place
                                  from national_subclass b
                                 union all
                                select l.code, l.name, true, l.place
                                  from local_subclass l
                                 where starts_with(:place, l.place)) v
                          join national_class n on n.code = left(v.code, 3)
                         order by v.code, length(v.place) desc nulls last
                        """)
                .param("place", place.value())
                .query((row, n) -> new Subclass(
                        row.getString("code"),
                        row.getString("name"),
                        row.getString("class_name"),
                        row.getBoolean("checked"),
                        Optional.ofNullable(row.getString("place")).map(PlaceCode::parse)))
                .list();
    }

    /** Those whose code begins so, or whose name or class has these words in it; all for no words. */
    @Transactional(readOnly = true)
    public List<Subclass> found(PlaceCode place, String words) {
        String said = words.strip().toUpperCase(Locale.ROOT);
        return listed(place).stream()
                .filter(one -> one.code().startsWith(said)
                        || one.digits().startsWith(said)
                        || one.name().contains(said)
                        || one.className().contains(said))
                .toList();
    }

    /**
     * Says what a subclass is called at a place and everything in it; with no name what holds above holds again. Refuses whoever
     * does not appoint there, a code that is none or of no class, and a name that is too short or too long.
     */
    public void set(PlaceCode place, String code, String name) {
        Actor actor = Acting.current();
        if (!actor.duty().appoints()) {
            throw Refusal.forbidden("category.notYours");
        }
        if (!actor.covers(place)) {
            throw Refusal.notFound();
        }
        String known = code(code);
        String said = name.strip();
        if (said.isEmpty()) {
            jdbc.sql("delete from local_subclass where place = :place and code = :code")
                    .param("place", place.value())
                    .param("code", known)
                    .update();
            return;
        }
        jdbc.sql("""
                        insert into local_subclass (place, code, name, set_by, set_at)
                        values (:place, :code, :name, :me, :now)
                        on conflict (place, code) do update
                           set name = excluded.name,
                               set_by = excluded.set_by,
                               set_at = excluded.set_at
                        """)
                .param("place", place.value())
                .param("code", known)
                .param("name", Worded.saidInLine("category.subclassName", said, 2, LONGEST_NAME))
                .param("me", actor.self())
                .param("now", Matters.time(clock.instant()))
                .update();
    }

    private String code(String typed) {
        String code = typed.strip().toUpperCase(Locale.ROOT);
        Set<String> classes = new HashSet<>(
                jdbc.sql("select code from national_class").query(String.class).list());
        if (!code.matches("[PE][0-9]{4}") || !classes.contains(code.substring(0, 3))) {
            throw Refusal.invalid("category.subclassCode");
        }
        return code;
    }

    /** Writes all that hold at a place as comma-separated values: the code and the name. */
    @Transactional(readOnly = true)
    public void write(PlaceCode place, List<String> headings, OutputStream out) throws IOException {
        try (Sheet sheet = new Sheet.Csv(out)) {
            sheet.row(headings);
            for (Subclass one : listed(place)) {
                sheet.row(List.of(one.code(), one.name()));
            }
        }
    }

    /**
     * Reads such a table, all of it or nothing, and sets what it calls otherwise; gives how many. Refuses as {@link #set}, naming
     * the row, what {@link TableFile#read} refuses, a code twice, and more than 1,000 rows.
     */
    public int read(PlaceCode place, byte[] file) {
        Map<String, String> before = listed(place).stream().collect(Collectors.toMap(Subclass::code, Subclass::name));
        Map<String, String> wanted = new LinkedHashMap<>();
        TableFile.read(file, row -> {
            if (row.number() > 1) {
                row(row, before, wanted);
            }
        });
        wanted.forEach((code, name) -> set(place, code, name));
        return wanted.size();
    }

    private void row(TableFile.Row row, Map<String, String> before, Map<String, String> wanted) {
        if (row.number() > MOST) {
            throw Refusal.invalid("category.rows", "most", MOST);
        }
        List<String> cells = row.cells();
        String name = cells.size() > 1 ? cells.get(1) : "";
        try {
            String code = code(cells.getFirst());
            if (!name.isEmpty()) {
                Worded.saidInLine("category.subclassName", name, 2, LONGEST_NAME);
            }
            if (!name.equals(before.getOrDefault(code, "")) && wanted.put(code, name) != null) {
                throw Refusal.invalid("category.twice", "code", code);
            }
        } catch (Refusal why) {
            throw why.code().equals("category.twice")
                    ? why
                    : Refusal.invalid("category.subclassRow", "row", row.number(), "most", LONGEST_NAME);
        }
    }
}
