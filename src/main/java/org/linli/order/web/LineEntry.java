package org.linli.order.web;

import java.util.ArrayList;
import java.util.List;
import org.linli.platform.Duty;
import org.linli.platform.attachment.Attachments.Picture;
import org.linli.platform.attachment.Attachments.Purpose;
import org.linli.platform.matter.Trace;

/**
 * One row of an order's line 办理经过 as its page shows it.
 *
 * @param name who did it; empty for the clock
 * @param organisation for whom; empty for a resident
 * @param side the tint of the face: resident, staff, handler, machine for a device or another system, or empty for the clock
 * @param now whether it is the newest
 */
public record LineEntry(Trace trace, String name, String organisation, String side, List<Picture> photos, boolean now) {

    private static final String BETWEEN = " · ";

    /**
     * The line of an order: the photos of the problem stand at its begin, those of the work at the completions that
     * brought them, as many as each says.
     */
    static List<LineEntry> line(List<Trace> traces, List<Picture> pictures) {
        List<Picture> before = of(pictures, Purpose.BEFORE);
        List<Picture> after = of(pictures, Purpose.AFTER);
        List<LineEntry> line = new ArrayList<>();
        int shown = 0;
        for (Trace trace : traces) {
            List<Picture> photos = List.of();
            if (trace.step().equals("place")) {
                photos = before;
            } else if (trace.step().equals("finish") || trace.step().equals("deliver")) {
                int end = Math.min(
                        after.size(), shown + Integer.parseInt(trace.detail().getOrDefault("photos", "0")));
                photos = after.subList(shown, end);
                shown = end;
            }
            line.add(entry(trace, photos, line.size() == traces.size() - 1));
        }
        return List.copyOf(line);
    }

    private static LineEntry entry(Trace trace, List<Picture> photos, boolean now) {
        Duty duty = Duty.valueOf(trace.duty());
        int end = trace.signature().indexOf(BETWEEN);
        if (trace.person().isEmpty() && end < 0) {
            return new LineEntry(trace, "", "", "", photos, now);
        }
        String name = end < 0 ? trace.signature() : trace.signature().substring(0, end);
        String organisation = end < 0 ? "" : trace.signature().substring(end + BETWEEN.length());
        String side = trace.person().isEmpty()
                ? "machine"
                : duty == Duty.RESIDENT ? "resident" : duty.handles() ? "handler" : "staff";
        return new LineEntry(trace, name, organisation, side, photos, now);
    }

    private static List<Picture> of(List<Picture> pictures, Purpose purpose) {
        return pictures.stream().filter(picture -> picture.purpose() == purpose).toList();
    }
}
