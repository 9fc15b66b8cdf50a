package org.linli.order.web;

import gg.jte.models.runtime.JteModel;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Stream;
import linli.pages.Templates;
import org.jspecify.annotations.Nullable;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.order.Categories;
import org.linli.order.Categories.Coded;
import org.linli.order.Categories.Local;
import org.linli.order.Categories.National;
import org.linli.order.Emergencies;
import org.linli.order.Emergencies.Contact;
import org.linli.order.Subclasses;
import org.linli.order.web.CategoriesView.Adding;
import org.linli.order.web.CategoriesView.Calling;
import org.linli.order.web.CategoriesView.Fault;
import org.linli.order.web.CategoriesView.Preview;
import org.linli.order.web.CategoryView.Amending;
import org.linli.order.web.RoutesView.Where;
import org.linli.organisation.Skill;
import org.linli.place.Places;
import org.linli.place.TypedPlace;
import org.linli.platform.Actor;
import org.linli.platform.Duty;
import org.linli.platform.web.Answer;
import org.linli.platform.web.Once;
import org.linli.platform.web.Page;
import org.linli.platform.web.Words;
import org.springframework.http.ContentDisposition;
import org.springframework.http.HttpHeaders;
import org.springframework.http.MediaType;
import org.springframework.http.ResponseEntity;
import org.springframework.stereotype.Controller;
import org.springframework.web.bind.annotation.GetMapping;
import org.springframework.web.bind.annotation.ModelAttribute;
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
    private final Words words;
    private final Templates templates;

    CategoryPages(
            Categories categories,
            Emergencies emergencies,
            Subclasses subclasses,
            Places places,
            Words words,
            Templates templates) {
        this.words = words;
        this.categories = categories;
        this.emergencies = emergencies;
        this.subclasses = subclasses;
        this.places = places;
        this.templates = templates;
    }

    @GetMapping(PATH)
    Answer list(
            @RequestParam(defaultValue = "-1") int imported,
            @RequestParam(defaultValue = "") String q,
            @RequestParam(defaultValue = "") String at,
            Page page) {
        reader(page.actor());
        PlaceCode home = page.actor().home();
        TypedPlace typed = new TypedPlace(q, at);
        try {
            PlaceCode place =
                    q.isBlank() ? place(at, page) : typed.meant(home, places).orElse(home);
            return Answer.show(show(page, place, Adding.NONE, Calling.NONE, List.of(), imported, null));
        } catch (Refusal refusal) {
            Refusal wrong = refusal.mendable();
            Where where =
                    new Where(typed, wrong.code().equals("where.several") ? typed.choices(home, places) : List.of());
            return Answer.show(show(page, home, where, Adding.NONE, Calling.NONE, List.of(), imported, wrong));
        }
    }

    /** The place whose terms are meant: one inside the actor's own, which it is where none is said. Refuses others as not found. */
    private static PlaceCode place(String at, Page page) {
        PlaceCode home = page.actor().home();
        if (at.isEmpty()) {
            return home;
        }
        try {
            PlaceCode place = PlaceCode.parse(at);
            if (home.contains(place)) {
                return place;
            }
        } catch (Refusal notAPlace) {
            throw Refusal.notFound();
        }
        throw Refusal.notFound();
    }

    private static String at(PlaceCode place, Page page) {
        return place.equals(page.actor().home()) ? "" : "?at=" + place.value();
    }

    /** The same as a file, to be changed in a spreadsheet and read again. */
    @GetMapping(PATH + ".csv")
    ResponseEntity<byte[]> file(@RequestParam(defaultValue = "") String at, Page page) {
        reader(page.actor());
        byte[] file = TermsFile.write(categories.listed(place(at, page)), page);
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

    /**
     * Sets what a file says, all of it or nothing: first shown, done where it comes back as sure. What the place does not know is
     * added as its own.
     *
     * @param table the text of a file that was shown
     */
    @PostMapping(PATH + "/file")
    Answer read(
            @RequestParam(required = false) @Nullable MultipartFile file,
            @RequestParam(defaultValue = "") String table,
            @RequestParam(defaultValue = "") String sure,
            @RequestParam(defaultValue = "") String at,
            Page page,
            Once once)
            throws IOException {
        administrator(page.actor());
        PlaceCode place = place(at, page);
        boolean sent = file != null && !file.isEmpty();
        if (!sent && table.isBlank()) {
            return Answer.again(
                    show(page, place, Adding.NONE, Calling.NONE, List.of(), -1, Refusal.invalid("category.noFile")));
        }
        byte[] bytes = sent ? Objects.requireNonNull(file).getBytes() : table.getBytes(StandardCharsets.UTF_8);
        TermsFile.Read read = TermsFile.read(bytes, words);
        Map<String, Local> before = Local.byCode(categories.listed(place));
        List<Fault> faults = Stream.concat(read.faults().stream(), unknown(read, before, place))
                .toList();
        if (!faults.isEmpty()) {
            return Answer.again(show(page, place, Adding.NONE, Calling.NONE, faults, -1, null));
        }
        List<Coded> changed = read.terms().entrySet().stream()
                .filter(row -> changes(before.get(row.getKey()), row.getValue()))
                .map(row -> new Coded(
                        row.getKey(),
                        Objects.requireNonNull(before.get(row.getKey()))
                                .category()
                                .name()))
                .toList();
        List<Coded> fresh = read.terms().keySet().stream()
                .filter(code -> !before.containsKey(code))
                .map(code -> new Coded(code, read.names().getOrDefault(code, "")))
                .toList();
        if (sure.isEmpty()) {
            return Answer.show(templates.orderCategoriesCheck(
                    page,
                    new Preview(
                            place,
                            places.fullName(place),
                            TermsFile.text(bytes),
                            changed,
                            fresh,
                            read.terms().size() - changed.size() - fresh.size())));
        }
        try {
            return once.go(() -> {
                changed.forEach(row -> set(place, row.code(), read));
                fresh.forEach(row -> {
                    categories.add(place, row, terms(read, row.code()).terms());
                    TermsForm form = terms(read, row.code());
                    if (!form.offered() || form.ofSubclass().isPresent()) {
                        set(place, row.code(), read);
                    }
                });
                String back = PATH + at(place, page);
                return back + (back.equals(PATH) ? "?" : "&") + "imported=" + (changed.size() + fresh.size());
            });
        } catch (Refusal refusal) {
            Fault fault = new Fault(0, refusal.mendable());
            return Answer.again(show(page, place, Adding.NONE, Calling.NONE, List.of(fault), -1, null));
        }
    }

    private void set(PlaceCode place, String code, TermsFile.Read read) {
        TermsForm form = terms(read, code);
        if (form.unsaid()) {
            categories.set(place, code, form.terms(), form.offered());
        } else {
            categories.set(place, code, form.terms(), form.offered(), form.ofSubclass());
        }
    }

    private static TermsForm terms(TermsFile.Read read, String code) {
        return Objects.requireNonNull(read.terms().get(code));
    }

    private static boolean changes(@Nullable Local was, TermsForm form) {
        return was != null
                && (!was.terms().equals(form.terms())
                        || was.offered() != form.offered()
                        || !form.unsaid() && !was.subclass().equals(form.ofSubclass()));
    }

    /** What the place does not know may be added as its own, under a code of eight digits that nobody ever used. */
    private Stream<Fault> unknown(TermsFile.Read read, Map<String, Local> known, PlaceCode place) {
        List<String> fresh = read.terms().keySet().stream()
                .filter(code -> !known.containsKey(code))
                .toList();
        Set<String> used = categories.used(fresh);
        return fresh.stream()
                .filter(code -> used.contains(code)
                        || !code.matches("[0-9]{8}")
                        || !known.containsKey(code.substring(0, 2))
                        || place.level().digits() < PlaceLevel.COMMUNITY.digits())
                .map(code -> new Fault(
                        0,
                        Refusal.invalid(
                                used.contains(code) ? "category.codeTaken" : "category.unknown", "code", code)));
    }

    @PostMapping(PATH)
    Answer add(
            @RequestParam(defaultValue = "") String of,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(required = false) @Nullable String amount,
            @RequestParam(required = false) @Nullable String unit,
            @RequestParam(required = false) @Nullable String errand,
            @RequestParam(defaultValue = "") String at,
            Page page,
            Once once) {
        administrator(page.actor());
        PlaceCode place = place(at, page);
        TermsForm terms = TermsForm.sent(
                amount,
                unit,
                TermsForm.Waiting.USUAL,
                "PHOTO_OR_REASON",
                "PROPERTY",
                "PARTIES",
                null,
                errand,
                "",
                "",
                "yes",
                "");
        try {
            return once.go(() -> PATH + "/" + categories.add(place, of, name, terms.terms()) + at(place, page));
        } catch (Refusal refusal) {
            Adding adding = new Adding(of, name, terms, true);
            return Answer.again(show(page, place, adding, Calling.NONE, List.of(), -1, refusal.mendable()));
        }
    }

    @GetMapping(PATH + "/{code}")
    Answer one(@PathVariable String code, @RequestParam(defaultValue = "") String at, Page page) {
        reader(page.actor());
        PlaceCode place = place(at, page);
        Local one = categories.one(place, code);
        return Answer.show(one(page, place, one, TermsForm.of(one), null));
    }

    @PostMapping(PATH + "/{code}")
    Answer set(
            @PathVariable String code,
            @RequestParam(required = false) @Nullable String amount,
            @RequestParam(required = false) @Nullable String unit,
            @ModelAttribute TermsForm.Waiting waiting,
            @RequestParam(required = false) @Nullable String evidence,
            @RequestParam(required = false) @Nullable String responsible,
            @RequestParam(required = false) @Nullable String seen,
            @RequestParam(required = false) @Nullable String urgent,
            @RequestParam(required = false) @Nullable String errand,
            @RequestParam(required = false) @Nullable String filing,
            @RequestParam(required = false) @Nullable String closing,
            @RequestParam(required = false) @Nullable String offered,
            @RequestParam(required = false) @Nullable String subclass,
            @RequestParam(defaultValue = "") String at,
            Page page,
            Once once) {
        administrator(page.actor());
        PlaceCode place = place(at, page);
        TermsForm form = TermsForm.sent(
                amount, unit, waiting, evidence, responsible, seen, urgent, errand, filing, closing, offered, subclass);
        try {
            return once.go(() -> {
                categories.set(place, code, form.terms(), form.offered(), form.ofSubclass());
                return PATH + "/" + code + at(place, page);
            });
        } catch (Refusal refusal) {
            refusal.mendable();
            return Answer.again(one(page, place, categories.one(place, code), form, refusal));
        }
    }

    /** The terms above hold again. */
    @PostMapping(PATH + "/{code}/unset")
    Answer unset(@PathVariable String code, @RequestParam(defaultValue = "") String at, Page page, Once once) {
        administrator(page.actor());
        PlaceCode place = place(at, page);
        return once.go(() -> {
            categories.unset(place, code);
            return PATH + "/" + code + at(place, page);
        });
    }

    /**
     * What it asks for here 岗位.
     *
     * @param skill empty for what holds elsewhere, NONE for none
     */
    @PostMapping(PATH + "/{code}/skill")
    Answer skill(
            @PathVariable String code,
            @RequestParam(defaultValue = "") String skill,
            @RequestParam(defaultValue = "") String at,
            Page page,
            Once once) {
        administrator(page.actor());
        PlaceCode place = place(at, page);
        Optional<Skill> meant = Arrays.stream(Skill.values())
                .filter(one -> one.name().equals(skill))
                .findFirst();
        try {
            return once.go(() -> {
                if (meant.isEmpty() && !skill.isEmpty() && !skill.equals("NONE")) {
                    throw Refusal.invalid("category.choice");
                }
                categories.asks(place, code, skill.isEmpty() ? Optional.empty() : Optional.of(meant));
                return PATH + "/" + code + at(place, page);
            });
        } catch (Refusal refusal) {
            Refusal wrong = refusal.mendable();
            Local one = categories.one(place, code);
            return Answer.again(one(page, place, one, TermsForm.of(one), wrong));
        }
    }

    /** Another name, and its national class. */
    @PostMapping(PATH + "/{code}/own")
    Answer amend(
            @PathVariable String code,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String national,
            @RequestParam(defaultValue = "") String at,
            Page page,
            Once once) {
        administrator(page.actor());
        PlaceCode place = place(at, page);
        try {
            return once.go(() -> {
                categories.amend(place, code, name, national);
                return PATH + "/" + code + at(place, page);
            });
        } catch (Refusal refusal) {
            Refusal wrong = refusal.mendable();
            Local one = categories.one(place, code);
            TermsForm form = TermsForm.of(one);
            return Answer.again(one(page, place, one, form, new Amending(name, national, true), wrong));
        }
    }

    @PostMapping(PATH + "/{code}/retire")
    Answer retire(@PathVariable String code, @RequestParam(defaultValue = "") String at, Page page, Once once) {
        administrator(page.actor());
        PlaceCode place = place(at, page);
        return once.go(() -> {
            categories.retire(place, code);
            return PATH + at(place, page);
        });
    }

    @PostMapping("/desk/emergencies")
    Answer call(
            @RequestParam(defaultValue = "") String kind,
            @RequestParam(defaultValue = "") String name,
            @RequestParam(defaultValue = "") String phone,
            @RequestParam(defaultValue = "") String hours,
            @RequestParam(defaultValue = "") String at,
            Page page,
            Once once) {
        administrator(page.actor());
        PlaceCode place = place(at, page);
        try {
            return once.go(() -> {
                emergencies.add(place, kind, name, phone, hours);
                return PATH + at(place, page);
            });
        } catch (Refusal refusal) {
            Calling calling = new Calling(kind, name, phone, hours, true);
            return Answer.again(show(page, place, Adding.NONE, calling, List.of(), -1, refusal.mendable()));
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
            Page page,
            PlaceCode place,
            Adding adding,
            Calling calling,
            List<Fault> faults,
            int imported,
            @Nullable Refusal refusal) {
        return show(page, place, Where.NONE, adding, calling, faults, imported, refusal);
    }

    private JteModel show(
            Page page,
            PlaceCode place,
            Where where,
            Adding adding,
            Calling calling,
            List<Fault> faults,
            int imported,
            @Nullable Refusal refusal) {
        PlaceCode home = page.actor().home();
        List<Local> all = categories.listed(place);
        List<Contact> contacts = emergencies.at(place);
        Map<PlaceCode, String> names = places.fullNames(
                Stream.concat(all.stream().map(Local::set), contacts.stream().map(Contact::place))
                        .flatMap(Optional::stream)
                        .toList());
        return templates.orderCategories(
                page,
                new CategoriesView(
                        place,
                        places.fullName(place),
                        all,
                        names,
                        contacts,
                        page.actor().duty().appoints(),
                        adding,
                        calling,
                        faults,
                        imported,
                        home,
                        places.fullName(home),
                        where,
                        places.children(home, "", 100)),
                refusal);
    }

    private JteModel one(Page page, PlaceCode place, Local one, TermsForm form, @Nullable Refusal refusal) {
        return one(page, place, one, form, amending(one), refusal);
    }

    private Amending amending(Local one) {
        return new Amending(
                one.category().name(),
                categories.nationals().stream()
                        .filter(known -> known.name().equals(one.national()))
                        .map(National::code)
                        .findFirst()
                        .orElse(""),
                false);
    }

    private JteModel one(
            Page page, PlaceCode place, Local one, TermsForm form, Amending amending, @Nullable Refusal refusal) {
        String code = one.category().code();
        return templates.orderCategory(
                page,
                new CategoryView(
                        one,
                        place,
                        places.fullName(place),
                        at(place, page),
                        one.set().map(places::fullName).orElse(""),
                        categories.skill(code, place),
                        categories.ownSkill(code, place),
                        categories.nationals(),
                        amending,
                        page.actor().duty().appoints()),
                form,
                subclasses.listed(place),
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
