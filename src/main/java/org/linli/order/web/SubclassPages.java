package org.linli.order.web;

import gg.jte.models.runtime.JteModel;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.List;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.Subclass;
import org.linli.order.Subclasses;
import org.linli.order.web.SubclassesView.Typed;
import org.linli.place.Places;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The classes and subclasses of parts and events 国标大类和小类: looked up, and what is called otherwise here. */
@Controller
class SubclassPages {

    private static final String PATH = SubclassesView.PATH;

    private final Subclasses subclasses;
    private final Places places;
    private final Templates templates;

    SubclassPages(Subclasses subclasses, Places places, Templates templates) {
        this.subclasses = subclasses;
        this.places = places;
        this.templates = templates;
    }

    @GetMapping(PATH)
    Answer list(@RequestParam(defaultValue = "") String q, @RequestParam(defaultValue = "-1") int changed, Page page) {
        reader(page.actor());
        return Answer.show(show(q, Typed.NONE, changed, page, null));
    }

    @GetMapping(PATH + ".csv")
    void file(Page page, HttpServletResponse response) throws IOException {
        reader(page.actor());
        response.setContentType("text/csv;charset=UTF-8");
        response.setHeader("Content-Disposition", "attachment; filename=\"subclasses.csv\"");
        subclasses.write(
                page.actor().home(),
                List.of(page.t("order.subclass.code"), page.t("order.subclass.name")),
                response.getOutputStream());
    }

    @PostMapping(PATH)
    Answer set(
            @RequestParam(defaultValue = "") String code,
            @RequestParam(defaultValue = "") String name,
            Page page,
            Once once) {
        Actor actor = page.actor();
        try {
            return once.go(() -> {
                subclasses.set(actor.home(), code, name);
                return PATH + "?changed=1";
            });
        } catch (Refusal refusal) {
            return Answer.again(show("", new Typed(code, name, false), -1, page, refusal.mendable()));
        }
    }

    /** Sets what a file says, all of it or nothing. */
    @PostMapping(PATH + "/file")
    Answer read(@RequestParam(required = false) @Nullable MultipartFile file, Page page, Once once) throws IOException {
        Actor actor = page.actor();
        if (!actor.duty().appoints()) {
            throw Refusal.forbidden("category.notYours");
        }
        byte[] bytes = file == null ? new byte[0] : file.getBytes();
        try {
            if (bytes.length == 0) {
                throw Refusal.invalid("category.noFile");
            }
            return once.go(() -> PATH + "?changed=" + subclasses.read(actor.home(), bytes));
        } catch (Refusal refusal) {
            return Answer.again(show("", new Typed("", "", true), -1, page, refusal.mendable()));
        }
    }

    private JteModel show(String words, Typed typed, int changed, Page page, @Nullable Refusal refusal) {
        PlaceCode home = page.actor().home();
        List<Subclass> found = subclasses.found(home, words);
        return templates.orderSubclasses(
                page,
                new SubclassesView(
                        places.fullName(home),
                        words,
                        found,
                        places.fullNames(found.stream()
                                .flatMap(one -> one.set().stream())
                                .distinct()
                                .toList()),
                        page.actor().duty().appoints(),
                        typed,
                        changed),
                refusal);
    }

    private static void reader(Actor actor) {
        Duty duty = actor.duty();
        if (!duty.appoints() && !duty.dispatches() && !duty.ofStreet()) {
            throw Refusal.forbidden("category.notYours");
        }
    }
}
