package org.linli.order;

/**
 * One number that a rate is made of 计数口径: which orders count. The same condition counts them for a rate and lists them for
 * whoever asks which they are, so that the two cannot differ.
 *
 * <p>The conditions speak of the matter {@code m} and the order {@code o}, with {@code :now} and {@code :satisfiedFrom}.
 */
public enum Figure {
    /** 有效上报: reported, not taken back by whoever asked, and found to be a case; what was fixed on the spot counts apart. */
    REPORTED(Figure.IS_CASE + " and (m.state not in ('WITHDRAWN', 'VOIDED', 'MERGED') or " + Figure.LEFT_LATE + ")"),
    /** 合并: the same as another, which is counted; this one counts in nothing else. */
    MERGED("m.state = 'MERGED'"),
    /** 分办: a part of another, which is counted; this one counts in nothing else. */
    PARTS("o.whole is not null"),
    /** 当场办好: fixed by whoever found it; this one counts in nothing else. */
    ON_THE_SPOT("o.on_the_spot"),
    /** 作废: found to be no case. What was late by then counts in the rates all the same. */
    VOIDED("m.state = 'VOIDED' and o.whole is null"),
    /** 剔除: left out of the rates by a written rule; this one counts in nothing else. */
    EXCLUDED("o.excluded and o.whole is null"),
    /** 未解决办结: closed, though somebody who rated it says that it is not solved. */
    UNSOLVED("m.state = 'CLOSED' and o.whole is null and (not coalesce(o.solved, true) or o.voices_solved < o.voices)"),
    /** 到期未评: closed by the clock, and rated by nobody. */
    UNRATED("o.unrated and o.whole is null"),
    /** 巡查范围内有效上报: of a category and at a place that were marked as patrolled when it was reported, fixed on the spot or not. */
    PATROLLED(Figure.IS_PATROLLED),
    /** 漏报: of these, what the public had to report. */
    MISSED(Figure.IS_PATROLLED + " and o.channel in ('ONLINE', 'PHONE', 'COUNTER', 'BOX', 'OPEN311', 'HOTLINE')"),
    /** 立案: taken up, that is dispatched at least once, and not declined. */
    FILED(Figure.IS_FILED),
    /**
     * 应结案: closed; or disposed of late, or late and open; or disposed of, and the wait for its closing is over. So what is late
     * counts, whatever clock runs on it now.
     */
    SHOULD_CLOSE(Figure.IS_FILED + " and (m.state = 'CLOSED' or " + Figure.IS_DISPOSED + " and (m.due_at < :now or not "
            + Figure.IN_TIME + ") or not " + Figure.IS_DISPOSED + " and " + Figure.IS_PAST + ")"),
    /** 结案. */
    CLOSED(Figure.IS_FILED + " and m.state = 'CLOSED'"),
    /** 按期结案: closed, and disposed of within its limit; the wait for a rating is not the handler's. */
    CLOSED_ON_TIME(Figure.IS_FILED + " and m.state = 'CLOSED' and " + Figure.IN_TIME),
    /** 应处置: disposed of, or its first limit has passed; a missed clock of dispatch or acceptance is none of disposal. */
    SHOULD_DISPOSE(Figure.IS_FILED + " and (" + Figure.IS_DISPOSED + " or " + Figure.IS_PAST + ")"),
    /** 按期处置: disposed of within its first limit. */
    DISPOSED_ON_TIME(Figure.IS_FILED + " and " + Figure.IS_DISPOSED + " and " + Figure.IN_TIME),
    /** 超期: disposed of late, or late and still open, or late when it was declined, cancelled, taken back or merged. */
    OVERDUE(Figure.IS_FILED + " and (" + Figure.IS_DISPOSED + " and not " + Figure.IN_TIME + " or not "
            + Figure.IS_DISPOSED + " and " + Figure.IS_PAST + ")"),
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

    /** Neither a part of another, nor fixed on the spot, nor left out by a rule. */
    private static final String IS_CASE = "o.whole is null and not o.on_the_spot and not o.excluded";

    private static final String IS_PATROLLED = "o.patrolled and o.whole is null and not o.excluded"
            + " and m.state not in ('WITHDRAWN', 'DECLINED', 'VOIDED', 'MERGED')";
    /** 首次处置期限 was over when it left the rates: whoever ends what is late does not make it good. */
    private static final String LEFT_LATE = "coalesce(m.ended_at > o.dispose_by, false)";

    private static final String IS_FILED = "o.filed_at is not null and " + IS_CASE
            + " and (m.state not in ('WITHDRAWN', 'DECLINED', 'VOIDED', 'MERGED') or " + LEFT_LATE + ")";
    private static final String IS_PAST = "coalesce(o.dispose_by < :now, false)";
    private static final String IS_RATED =
            "m.state <> 'MERGED' and o.whole is null and not o.excluded and (o.rating is not null or o.voices > 0)";
    private static final String IS_DISPOSED = "(m.state in ('DONE', 'VERIFIED', 'RATED', 'CLOSED'))";
    private static final String IN_TIME = "coalesce(o.done_at <= o.dispose_by, false)";
    private static final String IS_TO_ANSWER =
            "m.state <> 'MERGED' and o.whole is null and not o.excluded and o.answer_within is not null and (o.first_answer_at is not null"
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
