package org.linli.order.web;

import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.linli.kernel.Cursor;
import org.linli.kernel.Refusal;
import org.linli.order.Awaits;
import org.linli.order.Lateness.Board;
import org.linli.order.Lateness.Line;
import org.linli.order.Sought;
import org.linli.order.Sought.Mark;
import org.linli.order.State;
import org.linli.order.web.ListView.Chip;
import org.linli.order.web.ListView.Choices;

/**
 * One page of the lateness board.
 *
 * @param further whether it is not the first page
 * @param suspended how many wait for their day and are counted apart
 */
public record LateView(
        Sought sought,
        Board board,
        boolean further,
        int suspended,
        Choices choices,
        List<Chip> chips,
        RoutesView.Where where,
        Optional<Refusal> refused) {

    /** The address of the board. */
    public static final String PATH = "/desk/late";

    /** The address of the first page. */
    public String address() {
        return ListView.at(PATH, sought.query());
    }

    /** The address of the next page; empty for the last. */
    public String next() {
        return board.lines()
                .next()
                .map(Cursor::text)
                .map(text -> address() + (sought.query().isEmpty() ? "?" : "&") + "after=" + text)
                .orElse("");
    }

    /** The list behind a number of one handler. */
    public String list(Line line, Awaits what, Mark mark) {
        return list(of(line), what.states(), of(what, mark));
    }

    /** The list behind the sum of one handler. */
    public String list(Line line, Mark mark) {
        return list(of(line), Set.of(), mark);
    }

    /** The list behind a number of all. */
    public String list(Awaits what, Mark mark) {
        return list(sought, what.states(), of(what, mark));
    }

    /** The list of all that is late or soon late. */
    public String list(Mark mark) {
        return list(sought, Set.of(), mark);
    }

    /** The list of what is suspended. */
    public String waiting() {
        return ListView.address(
                sought.standing(Set.of(State.SUSPENDED), Set.of()).query());
    }

    /** What an export of the board's orders is asked with. */
    public String exported() {
        return sought.standing(Set.of(), Set.of(Mark.PRESSING))
                .sorted(Sought.Sort.DUE)
                .query();
    }

    /** Of a first answer, which has a clock of its own, another mark says so. */
    private static Mark of(Awaits what, Mark mark) {
        return what != Awaits.ANSWER ? mark : mark == Mark.LATE ? Mark.ANSWER_LATE : Mark.ANSWER_SOON;
    }

    private Sought of(Line line) {
        return sought.handledBy(line.handler());
    }

    private static String list(Sought sought, Set<State> states, Mark mark) {
        return ListView.address(
                sought.standing(states, Set.of(mark)).sorted(Sought.Sort.DUE).query());
    }
}
