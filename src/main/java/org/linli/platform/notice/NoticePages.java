package org.linli.platform.notice;

import java.time.Instant;
import java.util.UUID;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Cursor;
import org.linli.platform.Actor;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;

/** The inbox of the acting person: a resident's, or at the desk. */
@Controller
class NoticePages {

    private static final Cursor NEWEST = new Cursor(Instant.parse("9999-12-31T00:00:00Z"), new UUID(-1, -1));

    private final Notices notices;
    private final Templates templates;

    NoticePages(Notices notices, Templates templates) {
        this.notices = notices;
        this.templates = templates;
    }

    @GetMapping("/inbox")
    Answer inbox(@RequestParam(required = false) @Nullable String after, Actor actor, Page page) {
        boolean desk = actor.duty().staff();
        var lines =
                notices.mine(after == null ? NEWEST : Cursor.parse(after)).map(notice -> NoticeLine.of(notice, desk));
        String next = lines.next().map(Cursor::text).orElse("");
        return Answer.show(
                desk
                        ? templates.noticeDesk(page, lines.items(), after == null, next)
                        : templates.noticeInbox(page, lines.items(), after == null, next));
    }

    @PostMapping("/inbox/read")
    Answer readAll(Once once, Page page) {
        return once.go(() -> {
            notices.readBefore(page.now());
            return "/inbox";
        });
    }
}
