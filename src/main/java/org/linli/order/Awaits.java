package org.linli.order;

import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What an open order waits for 卡在哪一步, while its clock runs. */
public enum Awaits {
    /** 首次答复: a first human answer that was promised; whatever else it waits for. */
    ANSWER,
    /** 受理: to be taken up by the community. */
    FILING(State.PLACED),
    /** 重新派单: it came back. */
    DISPATCH(State.RETURNED, State.REOPENED),
    /** 接单. */
    ACCEPTANCE(State.DISPATCHED),
    /** 处置. */
    WORK(State.ACCEPTED, State.IN_PROGRESS),
    /** 核查, or the rating that makes it needless. */
    CHECK(State.DONE),
    /** 评价和归档. */
    RATING(State.VERIFIED, State.RATED);

    private final Set<State> states;

    Awaits(State... states) {
        this.states = Set.of(states);
    }

    /** Where an order stands that waits for this. */
    public Set<State> states() {
        return states;
    }

    /** What an order waits for that stands there; nothing when it is over or suspended. */
    public static Optional<Awaits> in(State state) {
        return Arrays.stream(values())
                .filter(each -> each.states.contains(state))
                .findFirst();
    }

    /** Those of which an order waits for one at a time, by where it stands. */
    static Stream<Awaits> standing() {
        return Arrays.stream(values()).filter(each -> each != ANSWER);
    }

    /** The names of the states, for a query, in one order. */
    List<String> names() {
        return states.stream().map(Enum::name).sorted().toList();
    }
}
