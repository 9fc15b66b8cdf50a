package org.linli.order;

import com.github.kagkarlsson.scheduler.task.helper.RecurringTask;
import com.github.kagkarlsson.scheduler.task.helper.Tasks;
import com.github.kagkarlsson.scheduler.task.schedule.Schedules;
import java.time.Clock;
import java.time.Duration;
import java.time.LocalTime;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.platform.Acting;
import org.linli.platform.Bound;
import org.linli.platform.Ids;
import org.linli.platform.matter.Matters;
import org.springframework.context.annotation.Bean;
import org.springframework.context.annotation.Configuration;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Repository;
import org.springframework.transaction.annotation.Transactional;

/** Orders being asked, one question a screen 草稿: nothing a person typed is lost between two screens. */
@Repository
@Transactional
public class Drafts {

    /** What has been answered so far. */
    public record Asked(
            UUID id, Optional<String> category, String words, Optional<PlaceCode> place, String convenient) {}

    private static final Duration KEPT = Duration.ofDays(30);

    private final JdbcClient jdbc;
    private final Clock clock;

    Drafts(JdbcClient jdbc, Clock clock) {
        this.jdbc = jdbc;
        this.clock = clock;
    }

    /** The acting person's draft; a fresh one if they have none. */
    public Asked mine() {
        return latest().orElseGet(this::begin);
    }

    private Asked begin() {
        UUID id = Ids.at(clock.instant());
        jdbc.sql("insert into order_draft (id, person, saved_at) values (:id, :me, :now) on conflict do nothing")
                .param("id", id)
                .param("me", Acting.current().self())
                .param("now", Matters.time(clock.instant()))
                .update();
        return latest().orElseThrow();
    }

    private Optional<Asked> latest() {
        return jdbc.sql("""
                        select id, category, words, place, convenient
                          from order_draft
                         where person = :me
                         order by id desc
                         limit 1
                        """)
                .param("me", Acting.current().self())
                .query((row, n) -> new Asked(
                        row.getObject("id", UUID.class),
                        Optional.ofNullable(row.getString("category")),
                        row.getString("words"),
                        Optional.ofNullable(row.getString("place")).map(PlaceCode::parse),
                        row.getString("convenient")))
                .optional();
    }

    /** Keeps what has been answered. Refuses words or times too long and a category that is none. */
    public void keep(Asked asked) {
        if (asked.words().length() > 2000 || asked.convenient().length() > 200) {
            throw Refusal.invalid("order.words", "least", 1, "most", 2000);
        }
        int kept = jdbc.sql("""
                        update order_draft
                           set category = (select code from order_category where code = :category),
                               words = :words,
                               place = (select code from place where code = :place),
                               convenient = :convenient,
                               saved_at = :now
                         where id = :id
                           and person = :me
                        """)
                .param("category", Bound.text(asked.category()))
                .param("words", asked.words())
                .param("place", Bound.text(asked.place().map(PlaceCode::value)))
                .param("convenient", asked.convenient())
                .param("now", Matters.time(clock.instant()))
                .param("id", asked.id())
                .param("me", Acting.current().self())
                .update();
        if (kept == 0) {
            throw Refusal.notFound();
        }
    }

    /** Forgets a draft, once it has become an order or is given up. */
    public void drop(UUID id) {
        jdbc.sql("delete from order_draft where id = :id and person = :me")
                .param("id", id)
                .param("me", Acting.current().self())
                .update();
    }

    /** Forgets what nobody came back to for thirty days: drafts, and photos of forms that were never taken. */
    public void forget() {
        jdbc.sql("select forget_drafts(:before)")
                .param("before", Matters.time(clock.instant().minus(KEPT)))
                .query((row, n) -> 0)
                .list();
    }

    @Configuration(proxyBeanMethods = false)
    static class Forgetting {

        @Bean
        RecurringTask<Void> forgetDrafts(Drafts drafts, Clock clock) {
            return Tasks.recurring("forget-drafts", Schedules.daily(clock.getZone(), LocalTime.of(3, 45)))
                    .execute((instance, context) -> drafts.forget());
        }
    }
}
