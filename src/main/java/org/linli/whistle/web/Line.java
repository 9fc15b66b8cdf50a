package org.linli.whistle.web;

import java.util.ArrayList;
import java.util.List;
import org.linli.platform.Duty;
import org.linli.platform.attachment.Attachments.Picture;
import org.linli.platform.matter.Trace;

/**
 * One row of a whistle's line 办理经过 as its page shows it.
 *
 * @param name who did it; empty for the clock
 * @param side the tint of the face: staff, handler, or empty for the clock
 * @param now whether it is the newest
 */
public record Line(Trace trace, String name, String organisation, String side, List<Picture> photos, boolean now) {

    private static final String BETWEEN = " · ";

    /** The line: the photos stand at the steps that brought them, as many as each says. */
    static List<Line> of(List<Trace> traces, List<Picture> pictures) {
        List<Line> line = new ArrayList<>();
        int shown = 0;
        for (Trace trace : traces) {
            int end = Math.min(
                    pictures.size(), shown + Integer.parseInt(trace.detail().getOrDefault("photos", "0")));
            line.add(of(trace, pictures.subList(shown, end), line.size() == traces.size() - 1));
            shown = end;
        }
        return List.copyOf(line);
    }

    private static Line of(Trace trace, List<Picture> photos, boolean now) {
        if (trace.person().isEmpty()) {
            return new Line(trace, "", "", "", photos, now);
        }
        int end = trace.signature().indexOf(BETWEEN);
        String name = end < 0 ? trace.signature() : trace.signature().substring(0, end);
        String organisation = end < 0 ? "" : trace.signature().substring(end + BETWEEN.length());
        return new Line(
                trace,
                name,
                organisation,
                Duty.valueOf(trace.duty()) == Duty.DEPARTMENT ? "handler" : "staff",
                photos,
                now);
    }
}
