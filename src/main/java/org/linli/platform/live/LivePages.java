package org.linli.platform.live;

import java.util.UUID;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Refusal;
import org.linli.platform.Actor;
import org.linli.platform.matter.Matters;
import org.springframework.http.MediaType;
import org.springframework.jdbc.core.simple.JdbcClient;
import org.springframework.stereotype.Controller;
import org.springframework.transaction.support.TransactionOperations;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.servlet.mvc.method.annotation.SseEmitter;

@Controller
class LivePages {

    private final Live live;
    private final JdbcClient jdbc;
    private final TransactionOperations transactions;

    LivePages(Live live, JdbcClient jdbc, TransactionOperations transactions) {
        this.live = live;
        this.jdbc = jdbc;
        this.transactions = transactions;
    }

    /** Follows one matter that the actor may see, or only their own inbox. */
    @GetMapping(path = "/live", produces = MediaType.TEXT_EVENT_STREAM_VALUE)
    SseEmitter live(@RequestParam(required = false) @Nullable UUID matter, Actor actor) {
        if (matter != null && !Boolean.TRUE.equals(transactions.execute(status -> visible(matter)))) {
            throw Refusal.notFound();
        }
        return live.follow(actor.self(), matter);
    }

    private boolean visible(UUID matter) {
        return jdbc.sql("select 1 from matter m where m.id = :id and " + Matters.REACHED_OR_PARTY)
                .param("id", matter)
                .params(Matters.reach())
                .query((row, n) -> true)
                .optional()
                .orElse(false);
    }
}
