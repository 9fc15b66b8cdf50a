package org.linli.order;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.Refusal;
import org.linli.order.Hotline.Taken;
import org.linli.order.ImportLines.Line;
import org.linli.order.ImportLines.Outcome;
import org.linli.order.Imports.Import;
import org.linli.order.Imports.Progress;
import org.linli.organisation.Appointment;
import org.linli.organisation.Appointments;
import org.linli.platform.Acting;
import org.linli.platform.Actor;
import org.springframework.stereotype.Component;

/**
 * One run of an import 导入任务, in the capacity of whoever brought the file, if they still hold it: row by row, each in a transaction
 * of its own. Begun anew it goes on where it was; a row taken twice is one ticket, known the second time.
 */
@Component
class ImportRun {

    private static final int CHUNK = 100;

    private final Imports imports;
    private final ImportLines lines;
    private final Hotline hotline;
    private final Appointments appointments;

    ImportRun(Imports imports, ImportLines lines, Hotline hotline, Appointments appointments) {
        this.imports = imports;
        this.lines = lines;
        this.hotline = hotline;
        this.appointments = appointments;
    }

    void run(UUID id, UUID person) {
        Acting.run(Actor.resident(person, "", Optional.empty()), () -> {
            Import read = imports.one(id);
            if (read.progress() == Progress.RUNNING) {
                appointments.heldBy(person).stream()
                        .filter(held -> held.id().equals(read.appointment()))
                        .map(Appointment::actor)
                        .findFirst()
                        .ifPresentOrElse(
                                actor -> Acting.run(actor, () -> take(read)),
                                () -> imports.moves(id, Progress.RUNNING, Progress.FAILED));
            }
        });
    }

    private void take(Import read) {
        List<Line> some = next(read, 0);
        while (!some.isEmpty()) {
            for (Line line : some) {
                if (!taken(read, line)) {
                    return;
                }
            }
            some = next(read, some.getLast().row());
        }
        imports.moves(read.id(), Progress.RUNNING, Progress.DONE);
    }

    private List<Line> next(Import read, int after) {
        return lines.lines(read.id(), Optional.of(Outcome.READY), after, CHUNK);
    }

    private boolean taken(Import read, Line line) {
        try {
            Taken taken = hotline.bring(read.source(), line.ticket().orElseThrow());
            Outcome outcome = switch (taken.became()) {
                case PLACED -> Outcome.PLACED;
                case WAITING -> Outcome.WAITING;
                case SAME -> Outcome.SAME;
                case REMINDED -> Outcome.REMINDED;
            };
            return lines.became(
                    read.id(),
                    line.row(),
                    outcome,
                    "",
                    taken.feedback().ticket().order());
        } catch (Refusal why) {
            return lines.became(read.id(), line.row(), Outcome.REFUSED, lines.sentence(why), Optional.empty());
        }
    }
}
