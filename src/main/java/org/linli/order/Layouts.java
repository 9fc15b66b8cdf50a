package org.linli.order;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.time.Clock;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.kernel.Worded;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Ids;
import org.linli.platform.matter.Matters;
import org.linli.platform.web.Words;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/**
 * The layouts 表格格式 by which files of tickets are read and orders are written: everybody's, and those that the acting person's
 * place, or one around it, made for its own 12345 and its own digital city management.
 */
@Repository
@Transactional
public class Layouts {

    /** The most that one place has of its own. */
    public static final int MOST = 20;

    private static final int LONGEST_NAME = 40;
    private static final List<Locale> LANGUAGES = List.of(Locale.SIMPLIFIED_CHINESE, Locale.ENGLISH);
    private static final String SELECT = """
            select l.id, l.place, l.code, l.name, l.source, l.columns
              from order_layout l
             where l.ended_at is null
            """;

    private final JdbcClient jdbc;
    private final Words words;
    private final Clock clock;

    Layouts(JdbcClient jdbc, Words words, Clock clock) {
        this.jdbc = jdbc;
        this.words = words;
        this.clock = clock;
    }

    /** Those that may be chosen by the acting person, everybody's first, then by name. */
    @Transactional(readOnly = true)
    public List<Layout> all() {
        return jdbc.sql(SELECT + """
                           and (l.place is null or starts_with(:home, l.place))
                         order by l.place nulls first, case when l.place is null then l.id end, l.name
                        """)
                .param("home", Acting.current().place().map(PlaceCode::value).orElse(""))
                .query((row, n) -> layout(row))
                .list();
    }

    /** One of them. Refuses another as {@code order.layout}. */
    @Transactional(readOnly = true)
    public Layout one(UUID id) {
        return all().stream()
                .filter(layout -> layout.id().equals(id))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("order.layout"));
    }

    /**
     * Keeps a layout of one's own place under a name; one of this name is changed. Refuses whoever does not administer it, a name
     * of 0 or over 40 characters, a source that is none, columns as {@link Layout#typed} does, and more than {@link #MOST}.
     *
     * @param source whose tickets a file of it brings: {@code HOTLINE}, {@code CITY}, or nothing where it only goes out
     */
    public void keep(String name, String source, String columns) {
        PlaceCode home = administered();
        String shown = Worded.named("order.layoutName", name, LONGEST_NAME);
        if (!Set.of("", Channel.HOTLINE.name(), Channel.CITY.name()).contains(source)) {
            throw Refusal.invalid("order.layoutSource");
        }
        String kept = Layout.text(Layout.typed(columns, !source.isEmpty(), names()));
        List<Layout> own = all().stream()
                .filter(layout -> layout.place().equals(Optional.of(home)))
                .toList();
        if (own.size() >= MOST && own.stream().noneMatch(layout -> layout.name().equals(shown))) {
            throw Refusal.invalid("order.layoutMost", "most", MOST);
        }
        jdbc.sql("""
                        insert into order_layout (id, place, name, source, columns, changed_at)
                        values (:id, :home, :name, nullif(:source, ''), :columns, :now)
                        on conflict (coalesce(place, ''), name) where ended_at is null
                        do update set source = excluded.source, columns = excluded.columns, changed_at = excluded.changed_at
                        """)
                .param("id", Ids.at(clock.instant()))
                .param("home", home.value())
                .param("name", shown)
                .param("source", source)
                .param("columns", kept)
                .param("now", Matters.time(clock.instant()))
                .update();
    }

    /** Drops one of one's own place. Refuses whoever does not administer it; another, and everybody's, as not found. */
    public void drop(UUID id) {
        int dropped = jdbc.sql("""
                        update order_layout
                           set ended_at = :now
                         where id = :id
                           and place = :home
                           and ended_at is null
                        """)
                .param("now", Matters.time(clock.instant()))
                .param("id", id)
                .param("home", administered().value())
                .update();
        if (dropped == 0) {
            throw Refusal.notFound();
        }
    }

    private static PlaceCode administered() {
        Actor actor = Acting.current();
        if (!actor.duty().appoints()) {
            throw Refusal.forbidden("order.layoutNotYours");
        }
        return actor.home();
    }

    /** What a layout is called: everybody's in the language of the page, others as their place called them. */
    public String name(Layout layout, Locale locale) {
        return layout.code().isEmpty() ? layout.name() : words.text(locale, "order.layout.name." + layout.code());
    }

    /** What a column is called: its heading, or what its field is called. */
    public String heading(Layout.Column column, Locale locale) {
        return column.heading().isEmpty() ? field(column.field(), locale) : column.heading();
    }

    /** All that a column may be called in a file that is read. */
    Set<String> headings(Layout.Column column) {
        return Set.copyOf(
                LANGUAGES.stream().map(language -> heading(column, language)).toList());
    }

    /** The columns as a form shows them and {@link #keep} takes them, in the language of its page. */
    public String typed(Layout layout, Locale locale) {
        StringBuilder lines = new StringBuilder();
        layout.columns()
                .forEach(column -> lines.append(heading(column, locale))
                        .append('=')
                        .append(field(column.field(), locale))
                        .append('\n'));
        return lines.toString().strip();
    }

    private String field(Field field, Locale locale) {
        return words.text(locale, "order.layout.field." + field.name());
    }

    /** What people call a field, in any of their languages. */
    private Map<String, Field> names() {
        Map<String, Field> names = new LinkedHashMap<>();
        for (Field field : Field.values()) {
            names.put(field.name(), field);
            LANGUAGES.forEach(language -> names.put(field(field, language), field));
        }
        return names;
    }

    private static Layout layout(ResultSet row) throws SQLException {
        return new Layout(
                row.getObject("id", UUID.class),
                Optional.ofNullable(row.getString("place")).map(PlaceCode::parse),
                row.getString("code"),
                row.getString("name"),
                Optional.ofNullable(row.getString("source")).map(Channel::valueOf),
                Layout.columns(row.getString("columns")));
    }
}
