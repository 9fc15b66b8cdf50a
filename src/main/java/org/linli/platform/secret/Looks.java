package org.linli.platform.secret;

import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.Bound;
import org.linli.platform.Ids;
import org.linli.platform.matter.Matters;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Records each look 查看记录 at somebody's personal data; the person looked at can read the record. */
@Repository
@Transactional
public class Looks {

    /** One look: what was looked at, by whom, when. */
    public record Look(String what, String signature, Instant at) {}

    private final JdbcClient jdbc;
    private final Clock clock;

    Looks(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** Records that the acting person looked at something of the subject's, in a matter or not. */
    public void record(Optional<UUID> subject, Optional<UUID> matter, String what) {
        Actor actor = Acting.current();
        jdbc.sql("""
                        insert into look (id, subject, matter, what, by_person, signature, at)
                        values (:id, :subject, :matter, :what, :me, :signature, :now)
                        """)
                .param("id", Ids.at(clock.instant()))
                .param("subject", Bound.id(subject))
                .param("matter", Bound.id(matter))
                .param("what", what)
                .param("me", actor.self())
                .param("signature", actor.signature())
                .param("now", Matters.time(clock.instant()))
                .update();
    }

    /** Who looked at the acting person's data, the newest first. */
    @Transactional(readOnly = true)
    public List<Look> aboutMe(int most) {
        return jdbc.sql("""
                        select what, signature, at
                          from look
                         where subject = :me
                         order by at desc
                         limit :most
                        """)
                .param("me", Acting.current().self())
                .param("most", most)
                .query((row, n) -> new Look(
                        row.getString("what"),
                        row.getString("signature"),
                        Matters.instant(row, "at").orElseThrow()))
                .list();
    }
}
