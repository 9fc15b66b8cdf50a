package org.linli.patrol;

import static org.linli.kernel.Worded.said;
import static org.linli.patrol.Part.CLOCK;
import static org.linli.patrol.Part.OFFICE;
import static org.linli.patrol.Part.REPORTER;
import static org.linli.patrol.Part.STAFF;
import static org.linli.patrol.State.CLOSED;
import static org.linli.patrol.State.ESCALATED;
import static org.linli.patrol.State.HANDED_OVER;
import static org.linli.patrol.State.REPORTED;
import static org.linli.patrol.State.SETTLED;
import static org.linli.patrol.State.TAKEN_UP;

import org.linli.kernel.Lifecycle;
import org.linli.kernel.PlaceCode;

/** A step 步骤 of a report: each record is exactly what its form asks for, and refuses what the form may not say. */
public sealed interface Step {

    // spotless:off
    /** The lifecycle 六必报; buttons, refusals, tests and the diagram all read it. */
    Lifecycle<State, Part> LIFECYCLE = Lifecycle.<State, Part>named("report")
        .step("report").opens(REPORTED).by(REPORTER).cites("RULES 0-23 六必报: six fixed kinds")
        .step("escalate").from(REPORTED).to(ESCALATED).by(CLOCK).when("at once, in the same transaction; a human answer within 30 minutes").cites("RULES 0-23: instant escalation")
        .step("remind").stays(ESCALATED).by(CLOCK).when("nobody has answered in time").cites("RULES 0-23: instant escalation")
        .step("takeUp").from(ESCALATED).to(TAKEN_UP).by(STAFF).cites("RULES 0-23: a human answer")
        .step("settle").from(TAKEN_UP).to(SETTLED).by(STAFF).when("with words").cites("杏林街道 2-16: a human answer")
        .step("close").from(SETTLED).to(CLOSED).by(OFFICE).cites("办结归档")
        .step("handOver").from(ESCALATED, TAKEN_UP, SETTLED, CLOSED).to(HANDED_OVER).by(REPORTER, STAFF).when("its words tell of a person").cites("RULES 0-23: to the police liaison only; D-9")
        .end(CLOSED, HANDED_OVER)
        .build();
    // spotless:on

    /** The lifecycle's name of the step. */
    String step();

    /** 报告: what happened, where and when, in words of 2 to 1000 characters. */
    record File(Kind kind, PlaceCode place, Moment moment, String words) implements Step {
        public File {
            words = said("patrol.words", words, 2, 1000);
        }

        @Override
        public String step() {
            return "report";
        }
    }

    /** 上报. */
    record Escalate() implements Step {
        @Override
        public String step() {
            return "escalate";
        }
    }

    /** 超时再报. */
    record Remind() implements Step {
        @Override
        public String step() {
            return "remind";
        }
    }

    /** 接手处理. */
    record TakeUp() implements Step {
        @Override
        public String step() {
            return "takeUp";
        }
    }

    /** 处理完了: what was done, in 2 to 1000 characters. */
    record Settle(String words) implements Step {
        public Settle {
            words = said("patrol.outcome", words, 2, 1000);
        }

        @Override
        public String step() {
            return "settle";
        }
    }

    /** 归档. */
    record Close() implements Step {
        @Override
        public String step() {
            return "close";
        }
    }

    /** 移交警务: it tells of a person after all. */
    record HandOver() implements Step {
        @Override
        public String step() {
            return "handOver";
        }
    }
}
