package org.linli.whistle;

import static org.linli.kernel.Worded.said;
import static org.linli.whistle.Part.CLOCK;
import static org.linli.whistle.Part.DEPARTMENT;
import static org.linli.whistle.Part.DRAFTER;
import static org.linli.whistle.Part.LEAD;
import static org.linli.whistle.Part.LEADER;
import static org.linli.whistle.Part.STREET;
import static org.linli.whistle.State.APPROVED;
import static org.linli.whistle.State.ASSIGNED;
import static org.linli.whistle.State.BLOWN;
import static org.linli.whistle.State.CANCELLED;
import static org.linli.whistle.State.CHECKED_IN;
import static org.linli.whistle.State.CLOSED;
import static org.linli.whistle.State.DONE;
import static org.linli.whistle.State.DRAFT;
import static org.linli.whistle.State.PLAN;
import static org.linli.whistle.State.RATED;
import static org.linli.whistle.State.RETURNED;
import static org.linli.whistle.State.SIGNED;

import java.util.List;
import java.util.UUID;
import org.linli.kernel.Lifecycle;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;

/** A step 步骤 of a whistle: each record is exactly what its form asks for, and refuses what the form may not say. */
public sealed interface Step {

    // spotless:off
    /** The lifecycle 吹哨报到; buttons, refusals, tests and the diagram all read it. */
    Lifecycle<State, Part> LIFECYCLE = Lifecycle.<State, Part>named("whistle")
        .step("draft").opens(DRAFT).by(DRAFTER).cites("北京 街乡吹哨: residents' issues, joint enforcement, emergencies")
        .step("return").from(DRAFT).to(RETURNED).by(LEADER).cites("退回修改: with a reason")
        .step("redraft").from(RETURNED).to(DRAFT).by(DRAFTER).cites("written anew and shown to the leader again")
        .step("approve").from(DRAFT).to(APPROVED).by(LEADER).cites("南京鼓楼: only a leader of the street may whistle")
        .step("blow").from(APPROVED).to(BLOWN).by(STREET).cites("北京 街乡吹哨")
        .step("assign").from(BLOWN, ASSIGNED).to(ASSIGNED).by(STREET).when("its clocks are the limits of the place: sign, contact, attend, done").cites("北京 部门报到; 南京鼓楼: 1 h, 24 h, 3 or 5 working days; 扬州广陵: 10 working days")
        .step("assign").from(SIGNED, CHECKED_IN, PLAN).to(ASSIGNED).by(STREET).when("one more, or another instead of one that was dismissed; it has still to sign").cites("a department that never comes holds nobody up")
        .step("sign").stays(ASSIGNED).by(DEPARTMENT).when("others have still to sign").cites("南京鼓楼: 签收 1 h")
        .step("signAll").from(ASSIGNED).to(SIGNED).by(DEPARTMENT).when("it is the last to sign").cites("南京鼓楼: 签收 1 h")
        .step("object").stays(ASSIGNED).by(DEPARTMENT).when("before it signs, with a reason; its clock runs on").cites("滨州网格条例 11: departments answer in time or say not theirs")
        .step("insist").stays(ASSIGNED).by(STREET).when("it has objected; its clock to sign begins anew").cites("北京接诉即办条例 12: objections are decided by who dispatches")
        .step("release").stays(ASSIGNED).by(STREET).when("it has not signed; others have still to").cites("北京接诉即办条例 12")
        .step("releaseSigned").from(ASSIGNED).to(SIGNED).by(STREET).when("all others have signed").cites("北京接诉即办条例 12")
        .step("releasePresent").from(ASSIGNED).to(CHECKED_IN).by(STREET).when("all others are at the place").cites("北京接诉即办条例 12")
        .step("releaseOnly").from(ASSIGNED).to(BLOWN).by(STREET).when("it was the only one: others are called").cites("北京接诉即办条例 12")
        .step("releaseDone").from(ASSIGNED).to(DONE).by(STREET).when("all others have finished").cites("北京接诉即办条例 12")
        .step("dismiss").stays(ASSIGNED, SIGNED, CHECKED_IN, PLAN).by(STREET).when("it has signed and not finished, with a reason; what it has not done counts as missed").cites("a department that never comes holds nobody up; the bound is ours")
        .step("dismissSigned").from(ASSIGNED).to(SIGNED).by(STREET).when("all others have signed").cites("as dismiss")
        .step("dismissPresent").from(ASSIGNED, SIGNED).to(CHECKED_IN).by(STREET).when("all others are at the place").cites("as dismiss")
        .step("dismissDone").from(ASSIGNED, SIGNED, CHECKED_IN, PLAN).to(DONE).by(STREET).when("all others have finished").cites("as dismiss")
        .step("dismissOnly").from(ASSIGNED, SIGNED, CHECKED_IN, PLAN).to(BLOWN).by(STREET).when("it was the only one: others are called").cites("as dismiss")
        .step("contact").stays(ASSIGNED, SIGNED).by(DEPARTMENT).when("it has signed").cites("南京鼓楼: 联系 24 h; 北京接诉即办条例 14: whoever received it first stays in the picture")
        .step("checkIn").stays(ASSIGNED).by(DEPARTMENT).when("it has signed, whoever else has not").cites("南京鼓楼: 到场 3 or 5 working days; an emergency waits for nobody")
        .step("checkIn").stays(SIGNED).by(DEPARTMENT).when("others are still on their way").cites("南京鼓楼: 到场 3 or 5 working days")
        .step("checkInAll").from(SIGNED).to(CHECKED_IN).by(DEPARTMENT).when("it is the last to come").cites("南京鼓楼: 到场 3 or 5 working days")
        .step("plan").from(CHECKED_IN).to(PLAN).by(LEAD).cites("牵头部门 writes what each does")
        .step("finish").stays(PLAN).by(DEPARTMENT).when("words, and a photo or the reason why none; others are still at work").cites("扬州广陵: 10 working days; 处理反馈 GB/T 30428")
        .step("finishAll").from(PLAN).to(DONE).by(DEPARTMENT).when("it is the last to finish").cites("扬州广陵: 10 working days")
        .step("rate").stays(DONE).by(STREET).when("others are still to be rated").cites("扬州广陵: departments are rated by who called them")
        .step("rateAll").from(DONE).to(RATED).by(STREET).when("it is the last to be rated").cites("扬州广陵")
        .step("judge").stays(PLAN, DONE, RATED, CLOSED).by(DEPARTMENT).when("it has finished, once").cites("双向评分 1-38: departments rate the whistle as they are rated")
        .step("close").from(RATED).to(CLOSED).by(STREET).cites("办结归档")
        .step("cancel").from(DRAFT, RETURNED).to(CANCELLED).by(DRAFTER, STREET).cites("with a reason")
        .step("cancel").from(APPROVED, BLOWN, ASSIGNED).to(CANCELLED).by(STREET).cites("with a reason, before all have signed")
        .step("cancel").from(SIGNED, CHECKED_IN, PLAN).to(CANCELLED).by(STREET).when("departments are at work: they are told why it ends").cites("with a reason; no whistle runs for ever")
        .step("note").stays(ASSIGNED, SIGNED, CHECKED_IN, PLAN, DONE).by(DRAFTER, STREET, DEPARTMENT).cites("杏林街道 2-16: a human answer")
        .step("escalate").stays(ASSIGNED, SIGNED, CHECKED_IN, PLAN).by(CLOCK).when("a clock of a department is over; the district is told once").cites("超时上报区级")
        .end(CLOSED, CANCELLED)
        .build();
    // spotless:on

    /** The lifecycle's name of the step, where others have still to take it. */
    String step();

    /** What the person wrote; may be empty where the form asks for nothing. */
    String words();

    /** 拟稿: where, why, which kind, what about and what is the matter. */
    record Draft(PlaceCode place, Occasion occasion, Kind kind, String title, String words) implements Step {
        public Draft {
            title = said("whistle.title", title, 2, 100);
            words = said("whistle.words", words, 2, 2000);
        }

        @Override
        public String step() {
            return "draft";
        }
    }

    /** 修改后再报. */
    record Redraft(Occasion occasion, Kind kind, String title, String words) implements Step {
        public Redraft {
            title = said("whistle.title", title, 2, 100);
            words = said("whistle.words", words, 2, 2000);
        }

        @Override
        public String step() {
            return "redraft";
        }
    }

    /** 退回修改. */
    record Return(String words) implements Step {
        public Return {
            words = said("whistle.reason", words, 2, 500);
        }

        @Override
        public String step() {
            return "return";
        }
    }

    /** 批准. */
    record Approve(String words) implements Step {
        public Approve {
            words = said("whistle.note", words, 0, 500);
        }

        @Override
        public String step() {
            return "approve";
        }
    }

    /** 吹哨. */
    record Blow(String words) implements Step {
        public Blow {
            words = said("whistle.note", words, 0, 500);
        }

        @Override
        public String step() {
            return "blow";
        }
    }

    /** 指派: the departments, and who of all that are called leads; in any order, each once. */
    record Assign(List<UUID> departments, UUID lead, String words) implements Step {
        public Assign {
            departments = departments.stream().distinct().toList();
            if (departments.isEmpty() || departments.size() > MOST) {
                throw Refusal.invalid("whistle.departments", "most", MOST);
            }
            words = said("whistle.note", words, 0, 500);
        }

        @Override
        public String step() {
            return "assign";
        }
    }

    /** 签收. */
    record Sign(String words) implements Step {
        public Sign {
            words = said("whistle.note", words, 0, 500);
        }

        @Override
        public String step() {
            return "sign";
        }
    }

    /** 提出异议: “not ours”, and why. */
    record Objection(String words) implements Step {
        public Objection {
            words = said("whistle.reason", words, 2, 500);
        }

        @Override
        public String step() {
            return "object";
        }
    }

    /** 驳回异议: the street holds a department to it. */
    record Insist(UUID department, String words) implements Step {
        public Insist {
            words = said("whistle.reason", words, 2, 500);
        }

        @Override
        public String step() {
            return "insist";
        }
    }

    /** 同意退出: the street lets a department go. */
    record Release(UUID department, String words) implements Step {
        public Release {
            words = said("whistle.reason", words, 2, 500);
        }

        @Override
        public String step() {
            return "release";
        }
    }

    /** 撤下: the street goes on without a department that signed and does not do what it came for. */
    record Dismiss(UUID department, String words) implements Step {
        public Dismiss {
            words = said("whistle.reason", words, 2, 500);
        }

        @Override
        public String step() {
            return "dismiss";
        }
    }

    /** 已联系 whoever drafted it, and what was agreed. */
    record Contact(String words) implements Step {
        public Contact {
            words = said("whistle.reason", words, 2, 500);
        }

        @Override
        public String step() {
            return "contact";
        }
    }

    /** 报到: at the place, or at a place inside it. */
    record CheckIn(PlaceCode place, String words) implements Step {
        public CheckIn {
            words = said("whistle.note", words, 0, 500);
        }

        @Override
        public String step() {
            return "checkIn";
        }
    }

    /** 定方案: who does what by when. */
    record Plan(String words) implements Step {
        public Plan {
            words = said("whistle.plan", words, 2, 2000);
        }

        @Override
        public String step() {
            return "plan";
        }
    }

    /** 办结: what this department did; and why there is no photo, where there is none. */
    record Finish(String words, String noPhoto) implements Step {
        public Finish {
            words = said("whistle.result", words, 2, 2000);
            noPhoto = said("whistle.noPhoto", noPhoto, 0, 200);
        }

        @Override
        public String step() {
            return "finish";
        }
    }

    /** 评价 of one department: punctual, solved, 1 to 5, and why. */
    record Rate(UUID department, boolean punctual, boolean solved, int score, String words) implements Step {
        public Rate {
            if (score < 1 || score > 5) {
                throw Refusal.invalid("whistle.score");
            }
            words = said("whistle.ratingWords", words, 2, 1000);
        }

        @Override
        public String step() {
            return "rate";
        }
    }

    /** 评哨: what a department says of the whistle: justified, clear, 1 to 5, and why. */
    record Judge(boolean justified, boolean clear, int score, String words) implements Step {
        public Judge {
            if (score < 1 || score > 5) {
                throw Refusal.invalid("whistle.score");
            }
            words = said("whistle.ratingWords", words, 2, 1000);
        }

        @Override
        public String step() {
            return "judge";
        }
    }

    /** 归档. */
    record Close(String words) implements Step {
        public Close {
            words = said("whistle.note", words, 0, 500);
        }

        @Override
        public String step() {
            return "close";
        }
    }

    /** 取消. */
    record Cancel(String words) implements Step {
        public Cancel {
            words = said("whistle.reason", words, 2, 500);
        }

        @Override
        public String step() {
            return "cancel";
        }
    }

    /** 留言: words that move nothing. */
    record Note(String words) implements Step {
        public Note {
            words = said("whistle.noteWords", words, 1, 1000);
        }

        @Override
        public String step() {
            return "note";
        }
    }

    /** 超时上报, by the clock. */
    record Escalate(Limit limit) implements Step {
        @Override
        public String step() {
            return "escalate";
        }

        @Override
        public String words() {
            return "";
        }
    }

    /** At most so many departments are called at once. */
    int MOST = 10;
}
