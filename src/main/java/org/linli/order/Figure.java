package org.linli.order;

/**
 * One number that a rate is made of 计数口径: which orders count. The same condition counts them for a rate and lists them for
 * whoever asks which they are, so that the two cannot differ.
 *
 * <p>The conditions speak of the matter {@code m} and the order {@code o}, with {@code :now} and {@code :satisfiedFrom}.
 */
public enum Figure {
    /** 有效上报: reported, not taken back by whoever asked, and found to be a case; what was fixed on the spot counts apart. */
    REPORTED("m.state not in ('WITHDRAWN', 'VOIDED', 'MERGED') and not o.on_the_spot and o.whole is null"),
    /** 合并: the same as another, which is counted; this one counts in nothing else. */
    MERGED("m.state = 'MERGED'"),
    /** 分办: a part of another, which is counted; this one counts in nothing else. */
    PARTS("o.whole is not null"),
    /** 立案: taken up, that is dispatched at least once, and not declined. */
    FILED(Figure.IS_FILED),
    /** 应结案: closed, or its running limit has passed; so what is late and still open counts. */
    SHOULD_CLOSE(Figure.IS_FILED + " and (m.state = 'CLOSED' or m.due_at < :now)"),
    /** 结案. */
    CLOSED(Figure.IS_FILED + " and m.state = 'CLOSED'"),
    /** 按期结案: closed, and disposed of within its limit; the wait for a rating is not the handler's. */
    CLOSED_ON_TIME(Figure.IS_FILED + " and m.state = 'CLOSED' and " + Figure.IN_TIME),
    /** 应处置: disposed of, or its running limit has passed. */
    SHOULD_DISPOSE(Figure.IS_FILED + " and (" + Figure.IS_DISPOSED + " or m.due_at < :now)"),
    /** 按期处置: disposed of within its limit. */
    DISPOSED_ON_TIME(Figure.IS_FILED + " and " + Figure.IS_DISPOSED + " and " + Figure.IN_TIME),
    /** 超期: disposed of late, or late and still open. */
    OVERDUE(Figure.IS_FILED + " and (" + Figure.IS_DISPOSED + " or m.due_at < :now) and not (" + Figure.IS_DISPOSED
            + " and " + Figure.IN_TIME + ")"),
    /** 处置: disposed of at least once. */
    DISPOSED(Figure.IS_FILED + " and o.done_at is not null"),
    /** 返工: came back after it was disposed of. */
    REWORKED(Figure.IS_FILED + " and o.done_at is not null and (o.reopened > 0 or o.reworks > 0)"),
    /** 应响应: an answer was promised, and it was given or the promised time has passed. */
    TO_ANSWER(Figure.IS_TO_ANSWER),
    /** 按时响应: a human answered within the promised minutes; on the minute is in time (杏林街道 2-16). */
    ANSWERED(Figure.IS_TO_ANSWER + " and o.first_answer_at <= m.opened_at + make_interval(mins => o.answer_within)"),
    /** 有效回访: rated, by the person or when called back, or by a neighbour who joined; an order is one, however many rated it. */
    CALLED_BACK(Figure.IS_RATED),
    /** 解决: as everybody says who rated it. */
    SOLVED(Figure.IS_RATED + " and coalesce(o.solved, true) and o.voices_solved = o.voices"),
    /** 满意和基本满意, on the average of all who rated it, each with one voice. */
    SATISFIED(Figure.IS_RATED + " and coalesce(o.rating, 0) + o.voices_stars"
            + " >= :satisfiedFrom * (o.voices + case when o.rating is null then 0 else 1 end)"),
    /** 本人评价: of those rated, by whoever asked or joined. */
    RATED_SELF(Figure.IS_RATED + " and not o.rated_by_call"),
    /** 电话回访: of those rated. */
    RATED_BY_CALL(Figure.IS_RATED + " and o.rated_by_call");

    private static final String IS_FILED =
            "o.filed_at is not null and o.whole is null and m.state not in ('WITHDRAWN', 'DECLINED', 'VOIDED', 'MERGED')";
    private static final String IS_RATED =
            "m.state <> 'MERGED' and o.whole is null and (o.rating is not null or o.voices > 0)";
    private static final String IS_DISPOSED = "m.state in ('DONE', 'VERIFIED', 'RATED', 'CLOSED')";
    private static final String IN_TIME = "coalesce(o.done_at <= o.dispose_by, false)";
    private static final String IS_TO_ANSWER =
            "m.state <> 'MERGED' and o.answer_within is not null and (o.first_answer_at is not null"
                    + " or m.opened_at + make_interval(mins => o.answer_within) < coalesce(m.ended_at, :now))";

    private final String counts;

    Figure(String counts) {
        this.counts = counts;
    }

    /** The condition, in brackets. */
    String counts() {
        return "(" + counts + ")";
    }
}
