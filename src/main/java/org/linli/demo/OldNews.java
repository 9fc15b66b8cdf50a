package org.linli.demo;

import java.time.Instant;
import java.util.List;
import java.util.stream.Stream;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.linli.platform.notice.Notices;
import org.springframework.stereotype.Component;

/** Marks as read 历史消息 what the people of the demo world would long have read. */
@Component
class OldNews {

    private final Notices notices;

    OldNews(Notices notices) {
        this.notices = notices;
    }

    void readBefore(List<Cast> casts, Instant before) {
        for (Cast cast : casts) {
            Stream.of(
                            Stream.of(
                                    cast.chief(),
                                    cast.clerk(),
                                    cast.gridWorker(),
                                    cast.volunteers().worker()),
                            cast.estates().stream()
                                    .map(estate -> estate.property().worker()),
                            cast.merchants().stream().map(Cast.Team::worker),
                            cast.residents().stream().map(Cast.Resident::actor))
                    .flatMap(actors -> actors)
                    .forEach(actor -> readBefore(actor, before));
        }
    }

    void readBefore(StreetCast street, Instant before) {
        Stream.of(street.leader(), street.office(), street.market(), street.urban(), street.fire())
                .forEach(actor -> readBefore(actor, before));
    }

    private void readBefore(Actor actor, Instant before) {
        Acting.run(actor, () -> notices.readBefore(before));
    }
}
