package org.linli.order;

import static org.linli.kernel.Worded.said;
import static org.linli.order.Part.APPRAISER;
import static org.linli.order.Part.CALLBACK;
import static org.linli.order.Part.CALLER;
import static org.linli.order.Part.CHIEF;
import static org.linli.order.Part.CLOCK;
import static org.linli.order.Part.DISPATCHER;
import static org.linli.order.Part.HANDLER;
import static org.linli.order.Part.REGISTRAR;
import static org.linli.order.Part.REQUESTER;
import static org.linli.order.Part.VERIFIER;
import static org.linli.order.State.ACCEPTED;
import static org.linli.order.State.CLOSED;
import static org.linli.order.State.DECLINED;
import static org.linli.order.State.DISPATCHED;
import static org.linli.order.State.DONE;
import static org.linli.order.State.IN_PROGRESS;
import static org.linli.order.State.MERGED;
import static org.linli.order.State.PLACED;
import static org.linli.order.State.RATED;
import static org.linli.order.State.REOPENED;
import static org.linli.order.State.RETURNED;
import static org.linli.order.State.SUSPENDED;
import static org.linli.order.State.VERIFIED;
import static org.linli.order.State.VOIDED;
import static org.linli.order.State.WITHDRAWN;

import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.Lifecycle;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.kernel.TimeLimit;
import org.linli.platform.secret.Phone;

/** A step 步骤 of an order: each record is exactly what its form asks for, and refuses what the form may not say. */
public sealed interface Step {

    /** A bad rating is 1 or 2 of 5. */
    int BAD = 2;

    // spotless:off
    /** The lifecycle 点单-派单-接单-评单; buttons, refusals, tests and the diagram all read it. */
    Lifecycle<State, Part> LIFECYCLE = Lifecycle.<State, Part>named("order")
        .step("place").opens(PLACED).by(REQUESTER, REGISTRAR).when("its clock is the category's filing limit").cites("学院路社区 0-12 居民点单; 2 hours, 10 minutes where it is urgent, unless a place says otherwise [design]")
        .step("decline").from(PLACED).to(DECLINED).by(DISPATCHER).cites("the resident sees the reason")
        .step("dispatch").from(PLACED).to(DISPATCHED).by(DISPATCHER, CLOCK).when("its clock is the category's acceptance limit; by the clock once, where the closest rule allows it at that hour").cites("学院路社区 0-12 社区派单; 4 hours, 10 minutes where it is urgent, unless a place says otherwise [design]")
        .step("hold").stays(PLACED).by(CLOCK).when("a rule would have sent it at this hour, and whom it names is off duty, full, or without the language or skill asked for").cites("双语服务岗 3-24, six posts 3-17: it stays for a person, and the line says why")
        .step("dispatch").from(RETURNED).to(DISPATCHED).by(DISPATCHER).when("its clock is the category's acceptance limit; with the reason; after the third return with what the joint meeting decided").cites("学院路社区 0-12 社区派单")
        .step("dispatch").from(REOPENED).to(DISPATCHED).by(CHIEF).when("its clock is the category's acceptance limit; with the reason").cites("what comes back is the chief's")
        .step("recall").from(DISPATCHED).to(PLACED).by(DISPATCHER).when("its clock is the category's filing limit").cites("a wrong dispatch is undone before it is accepted")
        .step("recall").from(ACCEPTED, IN_PROGRESS).to(PLACED).by(CHIEF).when("its clock is the category's filing limit").cites("a handler who is silent does not hold a matter fast")
        .step("accept").from(DISPATCHED).to(ACCEPTED).by(HANDLER).when("its clock is the category's hours").cites("学院路社区 0-12 商户接单; 德吉家园 3-16")
        .step("return").from(DISPATCHED, ACCEPTED, IN_PROGRESS).to(RETURNED).by(HANDLER).when("its clock is the category's filing limit").cites("退回: with a reason, to be dispatched again")
        .step("start").from(ACCEPTED).to(IN_PROGRESS).by(HANDLER).when("the running clock goes on").cites("上门服务 0-07")
        .step("finish").from(ACCEPTED, IN_PROGRESS).to(DONE).by(HANDLER).clock(Duration.ofDays(7)).when("words, and what the category asks for: a photo, or the reason why none").cites("处理反馈 GB/T 30428")
        .step("verify").from(DONE).to(VERIFIED).by(VERIFIER).clock(Duration.ofDays(7)).cites("核查结案 GB/T 30428: by somebody other than the handler")
        .step("rework").from(DONE).to(IN_PROGRESS).by(VERIFIER).when("what was said to be done is not; its clock is the category's").cites("返工")
        .step("rate").from(DONE, VERIFIED).to(RATED).by(REQUESTER, CALLER, CALLBACK).clock(Duration.ofDays(1)).when("3 to 5 of 5 and solved, or the second time; by 回访 0-24 for somebody registered nowhere, or whose own did not come for days").cites("居民评单; five grades of public services")
        .step("reopen").from(DONE, VERIFIED).to(REOPENED).by(REQUESTER, CALLER, CALLBACK).when("its clock is the category's filing limit; 1 or 2 of 5, or not solved, the first time").cites("a bad rating reopens once, to the chief")
        .step("contest").from(DONE, VERIFIED, RATED).to(REOPENED).by(CLOCK).when("its clock is the category's filing limit; somebody who joined it says that it is not solved, the first time").cites("我也遇到: whoever met it too has the requester's word, once an order")
        .step("miss").stays(DONE, VERIFIED).by(CALLER, CALLBACK).when("three times at most; the running clock goes on").cites("业务回访 0-24: nobody was reached")
        .step("unchecked").stays(DONE).by(CLOCK).when("found, and not verified in its time: the chief is told").cites("核查结案 GB/T 30428: what nobody rates is closed only when verified")
        .step("lapse").from(DONE, VERIFIED).to(CLOSED).by(CLOCK).when("7 days without a rating, counted apart; what was found only once verified").cites("closed unrated is not closed satisfied")
        .step("close").from(RATED).to(CLOSED).by(DISPATCHER, CLOCK).when("by the clock after a day").cites("办结归档")
        .step("close").from(VERIFIED).to(CLOSED).by(CALLER).when("found on a round, so that nobody is asked for a rating").cites("核查结案")
        .step("fix").opens(CLOSED).by(REGISTRAR).when("on a round, with a photo of the work; counted apart").cites("随手解决 1-48")
        .step("split").from(PLACED, DISPATCHED, RETURNED).to(DISPATCHED).by(DISPATCHER).when("into 2 to 6 parts, with the reason; its clock is the longest of theirs").cites("拆分给几家办: one thing that is the business of several")
        .step("split").from(REOPENED).to(DISPATCHED).by(CHIEF).when("into 2 to 6 parts, with the reason; its clock is the longest of theirs").cites("what comes back is the chief's")
        .step("share").opens(DISPATCHED).by(DISPATCHER).when("its clock is the category's acceptance limit; a part of another, with its own handler and term").cites("拆分给几家办")
        .step("deliver").from(ACCEPTED, IN_PROGRESS).to(CLOSED).by(HANDLER).when("a part, with what the category asks for: the whole is verified and rated").cites("拆分给几家办")
        .step("gather").from(DISPATCHED).to(DONE).by(CLOCK).clock(Duration.ofDays(7)).when("none of its parts runs any more, and one was done").cites("拆分给几家办")
        .step("redo").from(DONE).to(RETURNED).by(VERIFIER).when("its clock is the category's filing limit; what several said to be done is not: to be dispatched or split again").cites("返工")
        .step("withdraw").from(PLACED, DISPATCHED, ACCEPTED, RETURNED).to(WITHDRAWN).by(REQUESTER, CALLER).when("nobody else joined it").cites("before the work begins")
        .step("ask").stays(PLACED, RETURNED).by(DISPATCHER).when("作废 only").cites("作废: asked by one, decided by another")
        .step("ask").stays(ACCEPTED, IN_PROGRESS).by(HANDLER).when("in time, and nothing else waits").cites("延时 挂账 作废 of digital city management (GB/T 30428); the bounds are ours")
        .step("extend").stays(ACCEPTED, IN_PROGRESS).by(DISPATCHER).when("somebody else asked for 延时; twice at most").cites("延时")
        .step("suspend").from(ACCEPTED, IN_PROGRESS).to(SUSPENDED).by(CHIEF).when("somebody else asked for 挂账; 180 days at most").cites("挂账")
        .step("resume").from(SUSPENDED).to(IN_PROGRESS).by(HANDLER, DISPATCHER, CLOCK).when("the time that was left runs on; by the clock on the last day").cites("挂账 ends")
        .step("void").from(PLACED, RETURNED, ACCEPTED, IN_PROGRESS).to(VOIDED).by(CHIEF).when("somebody else asked for 作废").cites("作废")
        .step("refuse").stays(PLACED, RETURNED).by(CHIEF).when("something waits").cites("不同意, with a reason")
        .step("refuse").stays(ACCEPTED, IN_PROGRESS).by(DISPATCHER).when("something waits").cites("不同意, with a reason")
        .step("reply").stays(SUSPENDED, DISPATCHED, ACCEPTED, IN_PROGRESS, DONE, VERIFIED).by(REQUESTER, DISPATCHER, HANDLER, CLOCK).cites("杏林街道 2-16: a human answer; what another system says is none")
        .step("reply").stays(PLACED, RETURNED, REOPENED).by(REQUESTER, DISPATCHER, CLOCK).cites("杏林街道 2-16: a human answer; what another system says is none")
        .step("merge").from(PLACED, DISPATCHED, ACCEPTED, IN_PROGRESS, SUSPENDED, RETURNED, REOPENED).to(MERGED).by(DISPATCHER).when("into an open one of the same community").cites("合并重复: two words for one thing are one order")
        .step("unmerge").from(MERGED).to(PLACED).by(DISPATCHER).when("its clock is the category's filing limit; within 24 hours, while the other is open").cites("合并重复 undone; the bound is ours")
        .step("absorb").stays(PLACED, DISPATCHED, ACCEPTED, IN_PROGRESS, SUSPENDED, RETURNED, REOPENED, DONE, VERIFIED, RATED).by(DISPATCHER).when("a duplicate of it is merged 合并").cites("合并重复: whoever asked for the duplicate joins this one")
        .step("release").stays(PLACED, DISPATCHED, ACCEPTED, IN_PROGRESS, SUSPENDED, RETURNED, REOPENED, DONE, VERIFIED, RATED).by(DISPATCHER).when("a duplicate of it is taken out again 拆回").cites("合并重复 undone")
        .step("urge").stays(PLACED, DISPATCHED, ACCEPTED, IN_PROGRESS, SUSPENDED, DONE, VERIFIED, RETURNED, REOPENED).by(CLOCK).cites("催办: 12345 sends a ticket again with something new (接诉即办)")
        .step("attend").stays(PLACED, DISPATCHED, ACCEPTED, IN_PROGRESS, SUSPENDED, RETURNED, REOPENED, DONE).by(DISPATCHER, HANDLER, VERIFIER).when("what is urgent; moves nothing, at any hour").cites("应急抢修 1-31: who was called, who arrived, and when")
        .step("exclude").stays(PLACED, DISPATCHED, ACCEPTED, IN_PROGRESS, SUSPENDED, RETURNED, REOPENED, DONE, VERIFIED, RATED, CLOSED, DECLINED, WITHDRAWN, VOIDED, MERGED).by(APPRAISER).when("by an approved rule that holds there and then; moves nothing").cites("剔除 B3.5: what is not counted is recorded, and may be reviewed")
        .step("include").stays(PLACED, DISPATCHED, ACCEPTED, IN_PROGRESS, SUSPENDED, RETURNED, REOPENED, DONE, VERIFIED, RATED, CLOSED, DECLINED, WITHDRAWN, VOIDED, MERGED).by(APPRAISER).when("it was left out; by whoever answers for the place; moves nothing").cites("剔除 undone")
        .step("unanswered").stays(PLACED, DISPATCHED, ACCEPTED, IN_PROGRESS, RETURNED, REOPENED).by(CLOCK).when("a first answer was promised and did not come").cites("杏林街道 2-16; whoever holds it and the chief are told")
        .step("soon").stays(PLACED, DISPATCHED, ACCEPTED, IN_PROGRESS, RETURNED, REOPENED).by(CLOCK).when("80 % of its clock are used up, once a clock").cites("催办 GB/T 30428; the bound is ours")
        .step("late").stays(PLACED, DISPATCHED, ACCEPTED, IN_PROGRESS, RETURNED, REOPENED).by(CLOCK).when("its clock has ended, once a clock").cites("超时 GB/T 30428: whoever holds it and the chief are told")
        .step("street").stays(PLACED, DISPATCHED, ACCEPTED, IN_PROGRESS, RETURNED, REOPENED).by(CLOCK).when("still late a day after, half an hour after where it is urgent").cites("to the shorter prefix; the times are ours")
        .step("district").stays(PLACED, DISPATCHED, ACCEPTED, IN_PROGRESS, RETURNED, REOPENED).by(CLOCK).when("still late three days after that, two hours after where it is urgent, and somebody is appointed there").cites("to the next shorter prefix; the times are ours")
        .end(CLOSED, DECLINED, WITHDRAWN, VOIDED)
        .build();
    // spotless:on

    /** The lifecycle's name of the step. */
    String step();

    /** What the person wrote; may be empty where the form asks for nothing. */
    String words();

    /** 点单: what, where, when convenient, and by which channel; for somebody else with whom to call back. */
    record Place(
            String category,
            String words,
            PlaceCode place,
            String convenient,
            Channel channel,
            String contactName,
            Optional<Phone> contactPhone)
            implements Step {
        public Place {
            words = said("order.words", words, 1, channel.longestWords());
            convenient = said("order.convenient", convenient, 0, 200);
            contactName = said("order.contactName", contactName, 1, 50);
        }

        @Override
        public String step() {
            return "place";
        }
    }

    /** 不受理, with the reason that the resident sees. */
    record Decline(String words) implements Step {
        public Decline {
            words = said("order.reason", words, 2, 500);
        }

        @Override
        public String step() {
            return "decline";
        }
    }

    /**
     * 派单 to an organisation, with a word for it if need be; once it came back three times, with what the joint meeting decided.
     *
     * @param meetingOn the day of the meeting as a form writes it; empty where none was held, as the two after it
     */
    record Dispatch(UUID organisation, String words, String meetingOn, String attended, String decided)
            implements Step {
        public Dispatch {
            Meeting meeting = Meeting.of(meetingOn, attended, decided);
            words = said("order.note", words.isBlank() ? meeting.decided() : words, 0, 500);
        }

        public Dispatch(UUID organisation, String words) {
            this(organisation, words, "", "", "");
        }

        /** What the joint meeting decided, where one was held. */
        public Meeting meeting() {
            return Meeting.of(meetingOn, attended, decided);
        }

        @Override
        public String step() {
            return "dispatch";
        }
    }

    /** 留给人派, by the machinery; why stands in what the line says of it. */
    record Hold() implements Step {
        @Override
        public String step() {
            return "hold";
        }

        @Override
        public String words() {
            return "";
        }
    }

    /** 撤回派单. */
    record Recall(String words) implements Step {
        public Recall {
            words = said("order.reason", words, 2, 500);
        }

        @Override
        public String step() {
            return "recall";
        }
    }

    /** 接单. */
    record Accept(String words) implements Step {
        public Accept {
            words = said("order.note", words, 0, 500);
        }

        @Override
        public String step() {
            return "accept";
        }
    }

    /** 退回. */
    record Return(String words) implements Step {
        public Return {
            words = said("order.reason", words, 2, 500);
        }

        @Override
        public String step() {
            return "return";
        }
    }

    /** 开始处理. */
    record Start(String words) implements Step {
        public Start {
            words = said("order.note", words, 0, 500);
        }

        @Override
        public String step() {
            return "start";
        }
    }

    /** 完成: what was done; and why there is no photo, where there is none. */
    record Finish(String words, String noPhoto) implements Step {
        public Finish {
            words = said("order.result", words, 2, 2000);
            noPhoto = said("order.noPhoto", noPhoto, 0, 200);
        }

        @Override
        public String step() {
            return "finish";
        }
    }

    /** 评价: 1 to 5, solved or not, and words. */
    record Rate(int stars, boolean solved, String words) implements Step {
        public Rate {
            if (stars < 1 || stars > 5) {
                throw Refusal.invalid("order.stars");
            }
            words = said("order.ratingWords", words, 0, 1000);
        }

        /** Whether it asks for the work to be done again. */
        public boolean bad() {
            return stars <= BAD || !solved;
        }

        @Override
        public String step() {
            return "rate";
        }
    }

    /** 没打通: called back, and nobody was reached. */
    record Miss(String words) implements Step {
        public Miss {
            words = said("order.note", words, 0, 500);
        }

        @Override
        public String step() {
            return "miss";
        }
    }

    /** 核查: whether somebody else found it done, with words where it is not. */
    record Verify(boolean passed, String words) implements Step {
        public Verify {
            words = said(passed ? "order.note" : "order.reason", words, passed ? 0 : 2, 500);
        }

        @Override
        public String step() {
            return passed ? "verify" : "rework";
        }
    }

    /** 办结. */
    record Close(String words) implements Step {
        public Close {
            words = said("order.note", words, 0, 500);
        }

        @Override
        public String step() {
            return "close";
        }
    }

    /** 逾期未评, by the clock. */
    record Lapse() implements Step {
        @Override
        public String step() {
            return "lapse";
        }

        @Override
        public String words() {
            return "";
        }
    }

    /** 逾期未核查, by the clock. */
    record Unchecked() implements Step {
        @Override
        public String step() {
            return "unchecked";
        }

        @Override
        public String words() {
            return "";
        }
    }

    /** 撤回 by the resident. */
    record Withdraw(String words) implements Step {
        public Withdraw {
            words = said("order.reason", words, 2, 500);
        }

        @Override
        public String step() {
            return "withdraw";
        }
    }

    /** 答复 or 补充: words that move nothing. */
    record Reply(String words) implements Step {
        public Reply {
            words = said("order.reply", words, 1, 1000);
        }

        @Override
        public String step() {
            return "reply";
        }
    }

    /** 催办 by the hotline: words that move nothing and answer nobody. */
    record Urge(String words) implements Step {
        public Urge {
            words = said("order.reply", words, 1, 3000);
        }

        @Override
        public String step() {
            return "urge";
        }
    }

    /**
     * 应急进展: a fact of an emergency, with its time on the line.
     *
     * @param words whom or what, in a word; may be empty
     */
    record Attend(Fact fact, String words) implements Step {

        /** What happened. */
        public enum Fact {
            /** 已通知抢修单位. */
            CALLED,
            /** 抢修人员已到场. */
            ARRIVED,
            /** 我在现场: somebody of the community or the handler is there. */
            ON_SITE
        }

        public Attend {
            words = said("order.note", words, 0, 500);
        }

        @Override
        public String step() {
            return "attend";
        }
    }

    /** 催办: the machinery tells that a clock runs out, and how far up it has gone. */
    record Remind(Reminder level) implements Step {
        @Override
        public String step() {
            return level.step();
        }

        @Override
        public String words() {
            return "";
        }
    }

    /** 首次答复超时: the machinery tells that a promised first answer did not come. */
    record Unanswered() implements Step {
        static final String NAME = "unanswered";

        @Override
        public String step() {
            return NAME;
        }

        @Override
        public String words() {
            return "";
        }
    }

    /**
     * 申请延时、挂账、作废.
     *
     * @param amount units of the category's limit for an extension, days for a suspension, 0 for a cancellation
     */
    record Ask(Leave.Kind kind, int amount, String words) implements Step {
        public Ask {
            words = said("order.reason", words, 2, 500);
            int most = kind == Leave.Kind.CANCELLATION
                    ? 0
                    : kind == Leave.Kind.SUSPENSION ? Leave.LONGEST_SUSPENSION : 2000;
            if (amount < Math.min(1, most) || amount > most) {
                throw Refusal.invalid("order.askAmount", "least", Math.min(1, most), "most", most);
            }
        }

        @Override
        public String step() {
            return "ask";
        }
    }

    /** 同意延时. */
    record Extend(String words) implements Step {
        public Extend {
            words = said("order.note", words, 0, 500);
        }

        @Override
        public String step() {
            return "extend";
        }
    }

    /** 同意挂账. */
    record Suspend(String words) implements Step {
        public Suspend {
            words = said("order.note", words, 0, 500);
        }

        @Override
        public String step() {
            return "suspend";
        }
    }

    /** 恢复办理. */
    record Resume(String words) implements Step {
        public Resume {
            words = said("order.note", words, 0, 500);
        }

        @Override
        public String step() {
            return "resume";
        }
    }

    /** 同意作废, with the reason that the resident sees. */
    record Cancel(String words) implements Step {
        public Cancel {
            words = said("order.reason", words, 2, 500);
        }

        @Override
        public String step() {
            return "void";
        }
    }

    /** 不同意. */
    record Refuse(String words) implements Step {
        public Refuse {
            words = said("order.reason", words, 2, 500);
        }

        @Override
        public String step() {
            return "refuse";
        }
    }

    /**
     * One part of a split 分办的一份.
     *
     * @param limit from its acceptance to its completion
     */
    record Piece(UUID organisation, String words, TimeLimit limit) {
        public Piece {
            words = said("order.partWords", words, 2, 500);
        }
    }

    /**
     * 拆分给几家办.
     *
     * @param handlers the names of those whom the parts go to
     * @param words why several have to work on it
     */
    record Split(List<Piece> pieces, String handlers, String words, Meeting meeting) implements Step {
        public Split {
            pieces = List.copyOf(pieces);
            if (pieces.size() < Shares.LEAST || pieces.size() > Shares.MOST) {
                throw Refusal.invalid("order.partsMany", "least", Shares.LEAST, "most", Shares.MOST);
            }
            if (pieces.stream().map(Piece::organisation).distinct().count() < pieces.size()) {
                throw Refusal.invalid("order.partsSame");
            }
            words = said("order.reason", words.isBlank() ? meeting.decided() : words, 2, 500);
        }

        @Override
        public String step() {
            return "split";
        }
    }

    /** 各家都办完了, by the machinery, with what each of them wrote. */
    record Gather(String words) implements Step {
        @Override
        public String step() {
            return "gather";
        }
    }

    /** 邻居说没解决: passed on by the machinery, once an order; who said so stands with their own rating. */
    record Contest() implements Step {
        @Override
        public String step() {
            return "contest";
        }

        @Override
        public String words() {
            return "";
        }
    }

    /**
     * 合并到另一件, which goes on for both.
     *
     * @param into the one that remains
     * @param number what people call that one
     */
    record Merge(UUID into, String number, String words) implements Step {
        public Merge {
            words = said("order.reason", words, 2, 500);
        }

        @Override
        public String step() {
            return "merge";
        }
    }

    /**
     * 拆回, to be worked on by itself again.
     *
     * @param number of the one that it was merged into
     */
    record Unmerge(String number, String words) implements Step {
        public Unmerge {
            words = said("order.reason", words, 2, 500);
        }

        @Override
        public String step() {
            return "unmerge";
        }
    }

    /** 并入: what the one that remains says of a merging, with the duplicate's number. */
    record Absorb(String number, String words) implements Step {
        @Override
        public String step() {
            return "absorb";
        }
    }

    /** 拆出: what it says when the duplicate is taken out again. */
    record Release(String number, String words) implements Step {
        @Override
        public String step() {
            return "release";
        }
    }

    /** 剔除: what the line says when it is not counted in the rates, with the rule. */
    record Exclude(String rule, String words) implements Step {
        public Exclude {
            words = said("rule.why", words, 2, 500);
        }

        @Override
        public String step() {
            return "exclude";
        }
    }

    /** 撤销剔除: what it says when it is counted again. */
    record Include(String words) implements Step {
        public Include {
            words = said("rule.why", words, 2, 500);
        }

        @Override
        public String step() {
            return "include";
        }
    }
}
