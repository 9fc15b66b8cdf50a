-- What a department says of the whistle 评哨, so that scores go both ways: was it justified, was it clear, 1 to 5, and why.
alter table whistle_department
    add column justified   boolean,
    add column clear       boolean,
    add column judge_score smallint check (judge_score between 1 and 5),
    add column judge_words text not null default '' check (length(judge_words) <= 1000),
    add column judged_at   timestamptz check (judged_at >= done_at),
    add constraint whistle_department_judged check (num_nonnulls(justified, clear, judge_score, judged_at) in (0, 4));
grant update (justified, clear, judge_score, judge_words, judged_at) on whistle_department to ${app};
