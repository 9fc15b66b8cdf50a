package org.linli.order;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.platform.Ids;
import org.springframework.dao.DuplicateKeyException;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Who handles what where 派单规则: longest-prefix match over place and category, as an IP router matches. */
@Repository
@Transactional
public class Routes {

    /** A handler that the rules name, and the rule that names it: the place and the category it matched. */
    public record Suggestion(
            UUID organisation,
            String name,
            String kind,
            String phone,
            PlaceCode place,
            String placeName,
            String categoryName) {}

    private final JdbcClient jdbc;
    private final java.time.Clock clock;

    Routes(JdbcClient jdbc, java.time.Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Sends a category (or by a prefix, many; empty for all) of a place to an organisation. */
    public void route(PlaceCode place, String category, UUID organisation) {
        try {
            jdbc.sql(
                            "insert into order_route (id, place, category, organisation) values (:id, :place, :category, :organisation)")
                    .param("id", Ids.at(clock.instant()))
                    .param("place", place.value())
                    .param("category", category)
                    .param("organisation", organisation)
                    .update();
        } catch (DuplicateKeyException exists) {
            throw Refusal.invalid("route.exists");
        }
    }

    /** The handlers for an order at a place, the closest match first. */
    @Transactional(readOnly = true)
    public List<Suggestion> suggest(String category, PlaceCode place) {
        return jdbc.sql("""
                        select o.id, o.name, o.kind, o.phone, r.place, p.name as place_name, c.name as category_name
                          from order_route r
                          join organisation o on o.id = r.organisation
                          join place p on p.code = r.place
                          left join order_category c on c.code = r.category
                         where r.place in (:prefixes)
                           and starts_with(:category, r.category)
                           and o.until is null
                         order by length(r.place) desc, length(r.category) desc, o.name
                         limit 8
                        """)
                .param("prefixes", prefixes(place))
                .param("category", category)
                .query((row, n) -> new Suggestion(
                        row.getObject("id", UUID.class),
                        row.getString("name"),
                        row.getString("kind"),
                        Optional.ofNullable(row.getString("phone")).orElse(""),
                        PlaceCode.parse(row.getString("place")),
                        row.getString("place_name"),
                        Optional.ofNullable(row.getString("category_name")).orElse("")))
                .list();
    }

    /** Promises a first human answer within so many minutes, at a place and everything below it. */
    public void promise(PlaceCode place, int minutes) {
        jdbc.sql("""
                        insert into answer_promise (place, minutes) values (:place, :minutes)
                        on conflict (place) do update set minutes = excluded.minutes
                        """).param("place", place.value()).param("minutes", minutes).update();
    }

    /** The minutes promised at a place, by the longest prefix that promises any. */
    @Transactional(readOnly = true)
    public Optional<Integer> promised(PlaceCode place) {
        return jdbc.sql(
                        "select minutes from answer_promise where place in (:prefixes) order by length(place) desc limit 1")
                .param("prefixes", prefixes(place))
                .query(Integer.class)
                .optional();
    }

    private static List<String> prefixes(PlaceCode place) {
        return Stream.iterate(Optional.of(place), Optional::isPresent, p -> p.flatMap(PlaceCode::parent))
                .map(p -> p.orElseThrow().value())
                .toList();
    }
}
