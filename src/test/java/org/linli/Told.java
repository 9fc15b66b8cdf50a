package org.linli;

import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.Cursor;
import org.linli.kernel.Page;
import org.linli.platform.Actor;
import org.linli.platform.notice.Notices;

/** What somebody was told: every page of the inbox, for other tests may have told of a later day. */
public final class Told {

    /** How long telling may take, where two machines' worth of tests share two cores and what is told waits its turn. */
    public static final Duration SOON = Duration.ofSeconds(60);

    private Told() {}

    /** All of the person's notices, newest first. */
    public static List<Notices.Notice> all(Notices notices, Actor person) {
        return World.as(person, () -> {
            List<Notices.Notice> all = new ArrayList<>();
            Optional<Cursor> next = Optional.of(new Cursor(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1)));
            while (next.isPresent()) {
                Page<Notices.Notice> page = notices.mine(next.get());
                all.addAll(page.items());
                next = page.next();
            }
            return all;
        });
    }

    /** Those of one matter or thing. */
    public static List<Notices.Notice> about(Notices notices, Actor person, UUID thing) {
        return all(notices, person).stream()
                .filter(notice -> notice.about().equals(thing))
                .toList();
    }

    /** The steps of one matter or thing that the person was told of. */
    public static List<String> steps(Notices notices, Actor person, UUID thing) {
        return about(notices, person, thing).stream().map(Notices.Notice::step).toList();
    }
}
