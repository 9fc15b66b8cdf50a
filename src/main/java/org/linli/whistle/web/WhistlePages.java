package org.linli.whistle.web;

import gg.jte.models.runtime.JteModel;
import java.util.Arrays;
import java.util.List;
import java.util.UUID;
import java.util.function.Supplier;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.platform.attachment.PhotoForms;
import org.linli.platform.attachment.PhotoForms.Chosen;
import org.linli.platform.attachment.PhotoForms.Kept;
import org.linli.platform.notice.Opened;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.linli.whistle.Kind;
import org.linli.whistle.Occasion;
import org.linli.whistle.Step;
import org.linli.whistle.Whistles;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** One whistle at the desk, with its departments and exactly the steps open to whoever looks. */
@Controller
class WhistlePages {

    private static final String PATH = "/desk/whistles/";

    private final Whistles whistles;
    private final Views views;
    private final PhotoForms photoForms;
    private final Opened opened;
    private final Templates templates;

    WhistlePages(Whistles whistles, Views views, PhotoForms photoForms, Opened opened, Templates templates) {
        this.whistles = whistles;
        this.views = views;
        this.photoForms = photoForms;
        this.opened = opened;
        this.templates = templates;
    }

    @GetMapping(PATH + "{id}")
    Answer one(@PathVariable UUID id, Page page) {
        WhistleView view = views.of(id);
        opened.about(id, page);
        return Answer.show(show(view, Filled.NOTHING, photoForms.none(), page));
    }

    @PostMapping(PATH + "{id}/{step:approve|return|blow|sign|object|contact|plan|close|cancel|note}")
    Answer step(
            @PathVariable UUID id,
            @PathVariable String step,
            @RequestParam(defaultValue = "") String words,
            Page page,
            Once once) {
        return took(id, Filled.words(step, words), () -> said(step, words), page, once);
    }

    private static Step said(String step, String words) {
        return switch (step) {
            case "approve" -> new Step.Approve(words);
            case "return" -> new Step.Return(words);
            case "blow" -> new Step.Blow(words);
            case "sign" -> new Step.Sign(words);
            case "object" -> new Step.Objection(words);
            case "contact" -> new Step.Contact(words);
            case "plan" -> new Step.Plan(words);
            case "close" -> new Step.Close(words);
            case "cancel" -> new Step.Cancel(words);
            case "note" -> new Step.Note(words);
            default -> throw Refusal.notFound();
        };
    }

    @PostMapping(PATH + "{id}/redraft")
    Answer redraft(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String title,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "") String occasion,
            @RequestParam(defaultValue = "") String kind,
            Page page,
            Once once) {
        return took(
                id,
                Filled.draft("redraft", title, words, occasion, kind, ""),
                () -> new Step.Redraft(occasion(occasion), kind(kind), title, words),
                page,
                once);
    }

    @PostMapping(PATH + "{id}/assign")
    Answer assign(
            @PathVariable UUID id,
            @RequestParam(required = false) @Nullable List<String> departments,
            @RequestParam(defaultValue = "") String lead,
            @RequestParam(defaultValue = "") String words,
            Page page,
            Once once) {
        List<String> chosen = departments == null ? List.of() : departments;
        return took(
                id,
                Filled.call(words, chosen, lead),
                () -> new Step.Assign(
                        chosen.stream()
                                .map(one -> id(one, "whistle.department"))
                                .toList(),
                        id(lead, "whistle.lead"),
                        words),
                page,
                once);
    }

    @PostMapping(PATH + "{id}/insist")
    Answer insist(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String department,
            @RequestParam(defaultValue = "") String words,
            Page page,
            Once once) {
        return took(
                id,
                Filled.of("insist", department, words, "", "", ""),
                () -> new Step.Insist(id(department, "whistle.department"), words),
                page,
                once);
    }

    @PostMapping(PATH + "{id}/release")
    Answer release(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String department,
            @RequestParam(defaultValue = "") String words,
            Page page,
            Once once) {
        return took(
                id,
                Filled.of("release", department, words, "", "", ""),
                () -> new Step.Release(id(department, "whistle.department"), words),
                page,
                once);
    }

    @PostMapping(PATH + "{id}/dismiss")
    Answer dismiss(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String department,
            @RequestParam(defaultValue = "") String words,
            Page page,
            Once once) {
        return took(
                id,
                Filled.of("dismiss", department, words, "", "", ""),
                () -> new Step.Dismiss(id(department, "whistle.department"), words),
                page,
                once);
    }

    @PostMapping(PATH + "{id}/rate")
    Answer rate(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String department,
            @RequestParam(defaultValue = "") String punctual,
            @RequestParam(defaultValue = "") String solved,
            @RequestParam(defaultValue = "") String score,
            @RequestParam(defaultValue = "") String words,
            Page page,
            Once once) {
        return took(
                id,
                Filled.of("rate", department, words, punctual, solved, score),
                () -> new Step.Rate(
                        id(department, "whistle.department"), yes(punctual), yes(solved), number(score), words),
                page,
                once);
    }

    @PostMapping(PATH + "{id}/judge")
    Answer judge(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String justified,
            @RequestParam(defaultValue = "") String clear,
            @RequestParam(defaultValue = "") String score,
            @RequestParam(defaultValue = "") String words,
            Page page,
            Once once) {
        return took(
                id,
                Filled.of("judge", "", words, justified, clear, score),
                () -> new Step.Judge(yes(justified), yes(clear), number(score), words),
                page,
                once);
    }

    @PostMapping(PATH + "{id}/checkIn")
    Answer checkIn(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String place,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(required = false) @Nullable List<MultipartFile> photos,
            @RequestParam(defaultValue = "") String draft,
            @RequestParam(required = false) @Nullable List<String> remove,
            Page page,
            Once once) {
        return shown(
                id,
                Filled.work("checkIn", words, place, ""),
                () -> new Step.CheckIn(place(place), words),
                new Photos(photos, draft, remove),
                page,
                once);
    }

    @PostMapping(PATH + "{id}/finish")
    Answer finish(
            @PathVariable UUID id,
            @RequestParam(defaultValue = "") String words,
            @RequestParam(defaultValue = "") String noPhoto,
            @RequestParam(required = false) @Nullable List<MultipartFile> photos,
            @RequestParam(defaultValue = "") String draft,
            @RequestParam(required = false) @Nullable List<String> remove,
            Page page,
            Once once) {
        return shown(
                id,
                Filled.work("finish", words, "", noPhoto),
                () -> new Step.Finish(words, noPhoto),
                new Photos(photos, draft, remove),
                page,
                once);
    }

    /** The photos of a form as they were sent. */
    private record Photos(
            @Nullable List<MultipartFile> files,
            String draft,
            @Nullable List<String> remove) {}

    /** A step with photos. */
    private Answer shown(UUID id, Filled typed, Supplier<Step> said, Photos photos, Page page, Once once) {
        Chosen chosen = photoForms.chosen(
                photos.draft(),
                photos.remove(),
                photos.files(),
                () -> whistles.whistle(id).open(page.actor()).contains(typed.step()));
        try {
            Step step = said.get();
            if (!chosen.notTaken().isEmpty()) {
                return Answer.again(show(views.of(id), typed, photoForms.keep(chosen), page));
            }
            return once.go(() -> {
                photoForms.put(chosen);
                whistles.take(id, step, chosen.draft());
                return PATH + id;
            });
        } catch (Refusal refusal) {
            refusal.decidable();
            Kept kept = photoForms.keep(chosen);
            return Answer.again(show(views.of(id), typed.refused(refusal), kept, page), refusal);
        }
    }

    private Answer took(UUID id, Filled typed, Supplier<Step> said, Page page, Once once) {
        try {
            Step step = said.get();
            return once.go(() -> {
                whistles.take(id, step);
                return PATH + id;
            });
        } catch (Refusal refusal) {
            return Answer.again(
                    show(views.of(id), typed.refused(refusal.decidable()), photoForms.none(), page), refusal);
        }
    }

    private JteModel show(WhistleView view, Filled typed, Kept kept, Page page) {
        return templates.whistleOne(page, view, typed, kept);
    }

    static Occasion occasion(String name) {
        return Arrays.stream(Occasion.values())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("whistle.occasion"));
    }

    static Kind kind(String name) {
        return Arrays.stream(Kind.values())
                .filter(one -> one.name().equals(name))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("whistle.kind"));
    }

    static PlaceCode place(String code) {
        try {
            return PlaceCode.parse(code);
        } catch (Refusal malformed) {
            throw Refusal.invalid("whistle.place");
        }
    }

    private static UUID id(String text, String code) {
        try {
            return UUID.fromString(text);
        } catch (IllegalArgumentException forged) {
            throw code.equals("whistle.lead") ? Refusal.invalid("whistle.lead") : Refusal.invalid("whistle.department");
        }
    }

    /** Not a number is as wrong as none. */
    private static int number(String score) {
        return score.matches("[0-9]") ? Integer.parseInt(score) : 0;
    }

    private static boolean yes(String answer) {
        if (!answer.equals("yes") && !answer.equals("no")) {
            throw Refusal.invalid("whistle.yesOrNo");
        }
        return answer.equals("yes");
    }
}
