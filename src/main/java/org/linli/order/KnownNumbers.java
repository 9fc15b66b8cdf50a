package org.linli.order;

import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.order.ImportRows.Read;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Which numbers of a file are known 已有的编号, in the place of whoever brings it: of tickets that came before, and of our own orders. */
@Repository
@Transactional(readOnly = true)
class KnownNumbers {

    /**
     * @param tickets the numbers of those that came before
     * @param orders our own orders, by the numbers that we gave out
     */
    record Known(Set<String> tickets, Map<String, UUID> orders) {}

    private final JdbcClient jdbc;

    KnownNumbers(JdbcClient jdbc) {
        this.jdbc = jdbc;
    }

    /** Of the rows that are tickets. */
    Known of(List<Read> rows, Channel source, PlaceCode within) {
        List<String> numbers = rows.stream()
                .filter(row -> row.ticket().isPresent())
                .map(Read::number)
                .toList();
        Set<String> tickets = tickets(numbers, source, within);
        return new Known(
                tickets,
                orders(
                        numbers.stream()
                                .filter(number -> !tickets.contains(number))
                                .toList(),
                        within));
    }

    private Set<String> tickets(List<String> numbers, Channel source, PlaceCode within) {
        return new HashSet<>(jdbc.sql("""
                        select t.number
                          from hotline_ticket t
                         where t.source = :source
                           and t.number = any(:numbers)
                           and t.place >= :from
                           and t.place < :to
                        """)
                .param("source", source.name())
                .param("numbers", numbers.toArray(String[]::new))
                .param("from", within.from())
                .param("to", within.to())
                .query(String.class)
                .list());
    }

    private Map<String, UUID> orders(List<String> numbers, PlaceCode within) {
        Map<String, UUID> orders = new HashMap<>();
        jdbc.sql("""
                        select m.id, m.opened_at
                          from matter m
                         where m.kind = 'order'
                           and m.place >= :from
                           and m.place < :to
                           and upper(right(m.id::text, 6)) = any(:tails)
                        """)
                .param("from", within.from())
                .param("to", within.to())
                .param("tails", tails(numbers))
                .query(row -> {
                    UUID id = row.getObject("id", UUID.class);
                    orders.put(
                            Order.number(id, Matters.instant(row, "opened_at").orElseThrow()), id);
                });
        return orders;
    }

    private static String[] tails(List<String> numbers) {
        return numbers.stream()
                .filter(number -> number.matches("[0-9]{4}-[0-9A-F]{6}"))
                .map(number -> number.substring(5))
                .toArray(String[]::new);
    }
}
