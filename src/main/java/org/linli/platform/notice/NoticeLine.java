package org.linli.platform.notice;

import java.time.Instant;
import java.util.Set;
import org.linli.platform.web.Page;

/**
 * A notice as an inbox shows it, with where it leads and the key of its words.
 *
 * @param titleKey of what it is about, where that is in no language; empty where the title says it
 */
public record NoticeLine(
        String href, String icon, String words, String title, String titleKey, Instant at, boolean read) {

    /** The kinds that have a page on the resident face. */
    private static final Set<String> RESIDENTS = Set.of("order", "report");

    /** What is told of it concerns no matter, though a matter was the occasion. */
    private static final String WEBHOOK = "webhook";

    /** Staff read the same news in other words, and at the desk. */
    static NoticeLine of(Notices.Notice notice, boolean desk) {
        boolean atDesk = desk || !RESIDENTS.contains(notice.kind());
        return new NoticeLine(
                href(notice, atDesk),
                icon(notice.step()),
                (atDesk ? "notice.desk." : "notice.") + notice.kind() + "." + notice.step(),
                notice.title(),
                notice.kind().equals("report") && notice.title().matches("[A-Z]+")
                        ? "patrol.kind." + notice.title()
                        : "",
                notice.at(),
                notice.read());
    }

    private static String href(Notices.Notice notice, boolean atDesk) {
        return switch (notice.kind()) {
            case WEBHOOK -> "/desk/webhooks";
            // What is no matter has no page that a notice may lead to, but the list or the words about it.
            case "handover" -> notice.step().equals("unmanned") ? "/desk/organisations" : "/desk/handovers";
            case "bar" -> "/report/rights";
            default -> (atDesk ? "/desk/" : "/") + notice.kind() + "s/" + notice.about();
        };
    }

    /** The title in the reader's language: that of a report is its kind. */
    public String title(Page page) {
        return titleKey.isEmpty() ? title : page.t(titleKey);
    }

    private static String icon(String step) {
        return switch (step) {
            case "place" -> "status-placed";
            case "decline" -> "status-declined";
            case "dispatch", "split", "share" -> "status-dispatched";
            case "accept" -> "status-accepted";
            case "start" -> "status-in_progress";
            case "return", "recall" -> "status-returned";
            case "finish", "deliver", "gather" -> "status-done";
            case "rate" -> "status-rated";
            case "reopen", "contest" -> "status-reopened";
            case "close", "lapse" -> "status-closed";
            case "withdraw" -> "status-withdrawn";
            case "verify" -> "status-verified";
            case "rework", "redo" -> "status-returned";
            case "fix" -> "status-done";
            case "ask", "extend", "escalate", "urge", "unchecked" -> "clock-exclamation";
            case "suspend" -> "status-suspended";
            case "resume" -> "status-in_progress";
            case "void" -> "status-voided";
            case "merge", "absorb" -> "status-merged";
            case "unmerge", "release" -> "status-returned";
            case "refuse" -> "status-declined";
            case "remind", "soon", "late", "unanswered" -> "clock-exclamation";
            case "exclude", "include" -> "clipboard-list";
            case "street", "district", "attend" -> "alert-triangle";
            case "takeUp" -> "status-accepted";
            case "settle" -> "status-done";
            case "miss" -> "phone";
            case "reply", "note" -> "message-circle";
            case "approve", "blow", "assign" -> "whistle";
            case "silent" -> "silent";
            case "stopped", "unmanned" -> "alert-triangle";
            case "handed" -> "shield-check";
            default -> "bell";
        };
    }
}
