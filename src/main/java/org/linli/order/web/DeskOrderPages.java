package org.linli.order.web;

import jakarta.servlet.http.HttpServletRequest;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.Refusal;
import org.linli.kernel.TimeLimit;
import org.linli.order.Leave;
import org.linli.order.Meeting;
import org.linli.order.Merging;
import org.linli.order.Orders;
import org.linli.order.Splitting;
import org.linli.order.Step;
import org.linli.platform.attachment.PhotoForms;
import org.linli.platform.attachment.PhotoForms.Chosen;
import org.linli.platform.attachment.PhotoForms.Kept;
import org.linli.platform.notice.Opened;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** One order at the desk 工作台, with exactly the steps open to whoever looks. */
@Controller
class DeskOrderPages {

    private final Orders orders;
    private final Merging merging;
    private final Splitting splitting;
    private final Stories stories;
    private final PhotoForms photoForms;
    private final Opened opened;
    private final Templates templates;

    DeskOrderPages(
            Orders orders,
            Merging merging,
            Splitting splitting,
            Stories stories,
            PhotoForms photoForms,
            Opened opened,
            Templates templates) {
        this.orders = orders;
        this.merging = merging;
        this.splitting = splitting;
        this.stories = stories;
        this.photoForms = photoForms;
        this.opened = opened;
        this.templates = templates;
    }

    @GetMapping("/desk/orders/{id}")
    Answer one(@PathVariable UUID id, Page page) {
        Stories.Desk desk = stories.desk(id);
        opened.about(id, page);
        return Answer.show(show(desk, Typed.NOTHING, photoForms.none(), "", page));
    }

    @PostMapping("/desk/orders/{id}/dispatch")
    Answer dispatch(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID organisation,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "") String meetingOn,
            @RequestParam(defaultValue = "") String attended,
            @RequestParam(defaultValue = "") String decided,
            Page page,
            Once once) {
        try {
            if (organisation == null) {
                throw Refusal.invalid("order.handler");
            }
            return once.go(
                    at(id), () -> took(id, new Step.Dispatch(organisation, words, meetingOn, attended, decided)));
        } catch (Refusal refusal) {
            String chosen = organisation == null ? "" : organisation.toString();
            Typed typed = new Typed("dispatch", words, "", chosen, 0, "", Optional.of(refusal));
            return again(id, typed.met(meetingOn, attended, decided), page);
        }
    }

    @PostMapping("/desk/orders/{id}/finish")
    Answer finish(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "") String noPhoto,
            @RequestParam(required = false) @Nullable List<MultipartFile> photos,
            @RequestParam(defaultValue = "") String draft,
            @RequestParam(required = false) @Nullable List<String> remove,
            Page page,
            Once once) {
        Chosen chosen = photoForms.chosen(
                draft, remove, photos, () -> orders.order(id).open(page.actor()).contains("finish"));
        Typed typed = new Typed("finish", words, noPhoto, "", 0, "", Optional.empty());
        try {
            Step step = new Step.Finish(words, noPhoto);
            if (!chosen.notTaken().isEmpty()) {
                return Answer.again(show(stories.desk(id), typed, photoForms.keep(chosen), "", page));
            }
            return once.go(at(id), () -> {
                photoForms.put(chosen);
                orders.take(id, step, chosen.draft());
                return at(id);
            });
        } catch (Refusal refusal) {
            refusal.decidable();
            Kept kept = photoForms.keep(chosen);
            return Answer.again(show(stories.desk(id), typed.refused(refusal), kept, "", page), refusal);
        }
    }

    /** 回访: somebody registered nowhere is called back, and their word is taken down. */
    @PostMapping("/desk/orders/{id}/rate")
    Answer rate(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "0") int stars,
            @RequestParam(defaultValue = "") String solved,
            @RequestParam(defaultValue = "") String words,
            Page page,
            Once once) {
        try {
            boolean done = Typed.solved(solved);
            return once.go(at(id), () -> took(id, new Step.Rate(stars, done, words)));
        } catch (Refusal refusal) {
            return again(id, new Typed("rate", words, "", "", stars, solved, Optional.of(refusal)), page);
        }
    }

    @PostMapping(
            "/desk/orders/{id}/{step:accept|start|close|reply|return|recall|decline|withdraw|extend|suspend|resume|void|refuse}")
    Answer step(
            @PathVariable UUID id,
            @PathVariable String step,
            @RequestParam(defaultValue = "") String words,
            Page page,
            Once once) {
        try {
            return once.go(at(id), () -> took(id, said(step, words)));
        } catch (Refusal refusal) {
            return again(id, Typed.words(step, words, refusal), page);
        }
    }

    /** 申请延时、挂账、作废. */
    @PostMapping("/desk/orders/{id}/ask")
    Answer ask(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String amount,
            @RequestParam(defaultValue = "") String words,
            Page page,
            Once once) {
        try {
            Leave.Kind what = Arrays.stream(Leave.Kind.values())
                    .filter(known -> known.name().equals(kind))
                    .findFirst()
                    .orElseThrow(() -> Refusal.invalid("order.askKind"));
            // Not a number is as wrong as none.
            int many = amount.strip().matches("[0-9]{1,4}") ? Integer.parseInt(amount.strip()) : 0;
            return once.go(
                    at(id), () -> took(id, new Step.Ask(what, what == Leave.Kind.CANCELLATION ? 0 : many, words)));
        } catch (Refusal refusal) {
            // The two fields go where the form of a rating keeps its own.
            return again(id, new Typed("ask", words, amount, kind, 0, "", Optional.of(refusal)), page);
        }
    }

    /** 应急进展: who was called, who arrived. */
    @PostMapping("/desk/orders/{id}/attend")
    Answer attend(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String fact,
            @RequestParam(defaultValue = "") String words,
            Page page,
            Once once) {
        try {
            Step.Attend.Fact what = Arrays.stream(Step.Attend.Fact.values())
                    .filter(known -> known.name().equals(fact))
                    .findFirst()
                    .orElseThrow(() -> Refusal.invalid("order.fact"));
            return once.go(at(id), () -> took(id, new Step.Attend(what, words)));
        } catch (Refusal refusal) {
            return again(id, new Typed("attend", words, "", fact, 0, "", Optional.of(refusal)), page);
        }
    }

    /** 拆分给几家办: lines of whom, what, and by when; empty lines are none. */
    @PostMapping("/desk/orders/{id}/split")
    Answer split(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "") String meetingOn,
            @RequestParam(defaultValue = "") String attended,
            @RequestParam(defaultValue = "") String decided,
            HttpServletRequest request,
            Page page,
            Once once) {
        List<PieceRow> rows = PieceRow.of(request);
        try {
            return once.go(() -> {
                TimeLimit usual = orders.order(id).terms().limit();
                splitting.split(
                        id,
                        rows.stream().map(row -> row.piece(usual)).toList(),
                        words,
                        Meeting.of(meetingOn, attended, decided));
                return "/desk/orders/" + id;
            });
        } catch (Refusal refusal) {
            Typed typed = new Typed("split", words, "", "", 0, "", Optional.of(refusal), rows);
            return again(id, typed.met(meetingOn, attended, decided), page);
        }
    }

    /** 合并到另一件: one of those suggested, or the one of a number. */
    @PostMapping("/desk/orders/{id}/merge")
    Answer merge(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable UUID into,
            @RequestParam(defaultValue = "") String number,
            @RequestParam(defaultValue = "") String words,
            Page page,
            Once once) {
        try {
            if (into == null && number.isBlank()) {
                throw Refusal.invalid("order.mergeWhich");
            }
            return once.go(() -> {
                // A number that somebody typed was meant, whatever was ticked.
                UUID other = number.isBlank()
                        ? java.util.Objects.requireNonNull(into)
                        : merging.numbered(number, orders.order(id));
                merging.merge(id, other, words);
                return "/desk/orders/" + id;
            });
        } catch (Refusal refusal) {
            String ticked = into == null ? "" : into.toString();
            return again(id, new Typed("merge", words, number, ticked, 0, "", Optional.of(refusal)), page);
        }
    }

    /** 拆回. */
    @PostMapping("/desk/orders/{id}/unmerge")
    Answer unmerge(@PathVariable UUID id, @RequestParam(defaultValue = "") String words, Page page, Once once) {
        try {
            return once.go(() -> {
                merging.unmerge(id, words);
                return "/desk/orders/" + id;
            });
        } catch (Refusal refusal) {
            return again(id, Typed.words("unmerge", words, refusal), page);
        }
    }

    /** 核查: somebody else went and saw. */
    @PostMapping("/desk/orders/{id}/verify")
    Answer verify(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String passed,
            @RequestParam(defaultValue = "") String words,
            Page page,
            Once once) {
        try {
            if (!passed.equals("yes") && !passed.equals("no")) {
                throw Refusal.invalid("order.passed");
            }
            return once.go(at(id), () -> took(id, new Step.Verify(passed.equals("yes"), words)));
        } catch (Refusal refusal) {
            return again(id, new Typed("verify", words, "", "", 0, passed, Optional.of(refusal)), page);
        }
    }

    private static Step said(String step, String words) {
        return switch (step) {
            case "accept" -> new Step.Accept(words);
            case "start" -> new Step.Start(words);
            case "close" -> new Step.Close(words);
            case "reply" -> new Step.Reply(words);
            case "return" -> new Step.Return(words);
            case "recall" -> new Step.Recall(words);
            case "decline" -> new Step.Decline(words);
            case "withdraw" -> new Step.Withdraw(words);
            case "extend" -> new Step.Extend(words);
            case "suspend" -> new Step.Suspend(words);
            case "resume" -> new Step.Resume(words);
            case "void" -> new Step.Cancel(words);
            case "refuse" -> new Step.Refuse(words);
            default -> throw Refusal.notFound();
        };
    }

    /** Shows the number to call back, on this one answer; each look is recorded. */
    @PostMapping("/desk/orders/{id}/contact")
    Answer contact(@PathVariable UUID id, Page page) {
        String phone = orders.contactPhone(id);
        return Answer.show(show(stories.desk(id), Typed.NOTHING, photoForms.none(), phone, page));
    }

    private String took(UUID id, Step step) {
        orders.take(id, step, List.of());
        return at(id);
    }

    private static String at(UUID id) {
        return "/desk/orders/" + id;
    }

    private Answer again(UUID id, Typed typed, Page page) {
        Refusal refusal = typed.refusal().orElseThrow().decidable();
        return Answer.again(show(stories.desk(id), typed, photoForms.none(), "", page), refusal);
    }

    private gg.jte.models.runtime.JteModel show(Stories.Desk desk, Typed typed, Kept kept, String phone, Page page) {
        boolean showsContact = desk.story().order().showsContact(page.actor());
        return templates.orderDesk(
                page,
                desk.story(),
                desk.steps(),
                desk.handlers(),
                desk.links(),
                desk.neighbours(),
                desk.parts(),
                desk.ticket(),
                showsContact,
                typed,
                kept,
                phone,
                desk.calls());
    }
}
