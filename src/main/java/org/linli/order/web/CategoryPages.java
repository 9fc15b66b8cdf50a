package org.linli.order.web;

import gg.jte.models.runtime.JteModel;
import java.io.IOException;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.Stream;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.Categories;
import org.linli.order.Categories.Local;
import org.linli.order.Emergencies;
import org.linli.order.Emergencies.Contact;
import org.linli.order.Subclasses;
import org.linli.order.web.CategoriesView.Adding;
import org.linli.order.web.CategoriesView.Calling;
import org.linli.order.web.CategoriesView.Fault;
import org.linli.place.Places;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.PathVariable;
import org.springframework.web.bind.annotation.PostMapping;
import org.springframework.web.bind.annotation.RequestParam;
import org.springframework.web.multipart.MultipartFile;

/** The categories of my place 类别与办理标准: what holds here, and whom to call at any hour; an administrator changes them. */
@Controller
class CategoryPages {

    private static final String PATH = "/desk/categories";

    private final Categories categories;
    private final Emergencies emergencies;
    private final Subclasses subclasses;
    private final Places places;
    private final Templates templates;

    CategoryPages(
            Categories categories, Emergencies emergencies, Subclasses subclasses, Places places, Templates templates) {
        this.categories = categories;
        this.emergencies = emergencies;
        this.subclasses = subclasses;
        this.places = places;
        this.templates = templates;
    }

    @GetMapping(PATH)
    Answer list(@RequestParam(defaultValue = "-1") int imported, Page page) {
        reader(page.actor());
        return Answer.show(show(page, Adding.NONE, Calling.NONE, List.of(), imported, null));
    }

    /** The same as a file, to be changed in a spreadsheet and read again. */
    @GetMapping(PATH + ".csv")
    ResponseEntity<byte[]> file(Page page) {
        reader(page.actor());
        byte[] file = TermsFile.write(categories.listed(page.actor().home()), page);
        return ResponseEntity.ok()
                .contentType(MediaType.parseMediaType("text/csv;charset=UTF-8"))
                .header(
                        HttpHeaders.CONTENT_DISPOSITION,
                        ContentDisposition.attachment()
                                .filename("categories.csv")
                                .build()
                                .toString())
                .body(file);
    }

    /** Sets what a file says, all of it or nothing. */
    @PostMapping(PATH + "/file")
    Answer read(@RequestParam(required = false) @Nullable MultipartFile file, Page page, Once once) throws IOException {
        Actor actor = administrator(page.actor());
        if (file == null || file.isEmpty()) {
            return Answer.again(
                    show(page, Adding.NONE, Calling.NONE, List.of(), -1, Refusal.invalid("category.noFile")));
        }
        TermsFile.Read read = TermsFile.read(file.getBytes(), page);
        List<Fault> faults = Stream.concat(read.faults().stream(), unknown(read, categories.listed(actor.home())))
                .toList();
        if (!faults.isEmpty()) {
            return Answer.again(show(page, Adding.NONE, Calling.NONE, faults, -1, null));
        }
        Map<String, Local> before = Local.byCode(categories.listed(actor.home()));
        try {
            return once.go(() -> {
                int set = 0;
                for (Map.Entry<String, TermsForm> row : read.terms().entrySet()) {
                    Local was = before.get(row.getKey());
                    TermsForm form = row.getValue();
                    if (was != null
                            && (!was.terms().equals(form.terms())
                                    || was.offered() != form.offered()
                                    || !was.subclass().equals(form.ofSubclass()))) {
                        categories.set(actor.home(), row.getKey(), form.terms(), form.offered(), form.ofSubclass());
                        set++;
                    }
                }
                return PATH + "?imported=" + set;
            });
        } catch (Refusal refusal) {
            return Answer.again(
                    show(page, Adding.NONE, Calling.NONE, List.of(new Fault(0, refusal.mendable())), -1, null));
        }
    }

    private static Stream<Fault> unknown(TermsFile.Read read, List<Local> all) {
        Map<String, Local> known = Local.byCode(all);
        return read.terms().keySet().stream()
                .filter(code -> !known.containsKey(code))
                .map(code -> new Fault(0, Refusal.invalid("category.unknown", "code", code)));
    }

    @PostMapping(PATH)
    Answer add(
            @RequestParam(defaultValue = "") String of,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(required = false) @Nullable String amount,
            @RequestParam(required = false) @Nullable String unit,
            @RequestParam(required = false) @Nullable String errand,
            Page page,
            Once once) {
        Actor actor = administrator(page.actor());
        TermsForm terms =
                TermsForm.sent(amount, unit, "PHOTO_OR_REASON", "PROPERTY", "PARTIES", null, errand, "", "", "yes", "");
        try {
            return once.go(() -> PATH + "/" + categories.add(actor.home(), of, name, terms.terms()));
        } catch (Refusal refusal) {
            Adding adding = new Adding(of, name, terms, true);
            return Answer.again(show(page, adding, Calling.NONE, List.of(), -1, refusal.mendable()));
        }
    }

    @GetMapping(PATH + "/{code}")
    Answer one(@PathVariable String code, Page page) {
        reader(page.actor());
        Local one = categories.one(page.actor().home(), code);
        return Answer.show(one(page, one, TermsForm.of(one), null));
    }

    @PostMapping(PATH + "/{code}")
    Answer set(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable String amount,
            @RequestParam(required = false) @Nullable String unit,
            @RequestParam(required = false) @Nullable String evidence,
            @RequestParam(required = false) @Nullable String responsible,
            @RequestParam(required = false) @Nullable String seen,
            @RequestParam(required = false) @Nullable String urgent,
            @RequestParam(required = false) @Nullable String errand,
            @RequestParam(required = false) @Nullable String filing,
            @RequestParam(required = false) @Nullable String closing,
            @RequestParam(required = false) @Nullable String offered,
            @RequestParam(required = false) @Nullable String subclass,
            Page page,
            Once once) {
        Actor actor = administrator(page.actor());
        TermsForm form = TermsForm.sent(
                amount, unit, evidence, responsible, seen, urgent, errand, filing, closing, offered, subclass);
        try {
            return once.go(() -> {
                categories.set(actor.home(), code, form.terms(), form.offered(), form.ofSubclass());
                return PATH + "/" + code;
            });
        } catch (Refusal refusal) {
            refusal.mendable();
            return Answer.again(one(page, categories.one(actor.home(), code), form, refusal));
        }
    }

    /** The terms above hold again. */
    @PostMapping(PATH + "/{code}/unset")
    Answer unset(@PathVariable String code, Page page, Once once) {
        Actor actor = administrator(page.actor());
        return once.go(() -> {
            categories.unset(actor.home(), code);
            return PATH + "/" + code;
        });
    }

    @PostMapping(PATH + "/{code}/retire")
    Answer retire(@PathVariable String code, Page page, Once once) {
        Actor actor = administrator(page.actor());
        return once.go(() -> {
            categories.retire(actor.home(), code);
            return PATH;
        });
    }

    @PostMapping("/desk/emergencies")
    Answer call(
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "") String hours,
            Page page,
            Once once) {
        Actor actor = administrator(page.actor());
        try {
            return once.go(() -> {
                emergencies.add(actor.home(), kind, name, phone, hours);
                return PATH;
            });
        } catch (Refusal refusal) {
            Calling calling = new Calling(kind, name, phone, hours, true);
            return Answer.again(show(page, Adding.NONE, calling, List.of(), -1, refusal.mendable()));
        }
    }

    @PostMapping("/desk/emergencies/{id}/drop")
    Answer drop(@PathVariable UUID id, Page page, Once once) {
        administrator(page.actor());
        return once.go(() -> {
            emergencies.drop(id);
            return PATH;
        });
    }

    private JteModel show(
            Page page, Adding adding, Calling calling, List<Fault> faults, int imported, @Nullable Refusal refusal) {
        PlaceCode home = page.actor().home();
        List<Local> all = categories.listed(home);
        List<Contact> contacts = emergencies.at(home);
        Map<PlaceCode, String> names = places.fullNames(
                Stream.concat(all.stream().map(Local::set), contacts.stream().map(Contact::place))
                        .flatMap(Optional::stream)
                        .toList());
        return templates.orderCategories(
                page,
                new CategoriesView(
                        home,
                        places.fullName(home),
                        all,
                        names,
                        contacts,
                        page.actor().duty().appoints(),
                        adding,
                        calling,
                        faults,
                        imported),
                refusal);
    }

    private JteModel one(Page page, Local one, TermsForm form, @Nullable Refusal refusal) {
        PlaceCode home = page.actor().home();
        return templates.orderCategory(
                page,
                one,
                form,
                one.set().map(places::fullName).orElse(""),
                one.set().filter(home::equals).isPresent(),
                places.fullName(home),
                page.actor().duty().appoints(),
                subclasses.listed(home),
                refusal);
    }

    private static void reader(Actor actor) {
        Duty duty = actor.duty();
        if (!duty.appoints() && !duty.dispatches() && !duty.ofStreet()) {
            throw Refusal.forbidden("category.notYours");
        }
    }

    private static Actor administrator(Actor actor) {
        if (!actor.duty().appoints()) {
            throw Refusal.forbidden("category.notYours");
        }
        return actor;
    }
}
