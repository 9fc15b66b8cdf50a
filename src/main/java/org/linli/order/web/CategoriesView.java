package org.linli.order.web;

import java.util.List;
import java.util.Map;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.Categories.Coded;
import org.linli.order.Categories.Local;
import org.linli.order.Category;
import org.linli.order.Emergencies.Contact;
import org.linli.order.web.RoutesView.Where;
import org.linli.place.Inside;

/**
 * What the page of the categories shows.
 *
 * @param names of the places that set terms or have numbers of their own
 * @param decides whether the acting person may change them
 * @param adding the form that adds a category
 * @param calling the form that adds a number to call
 * @param faults what an imported file had wrong, line by line
 * @param imported how many categories a file set; -1 where none came
 * @param home the acting person's own place, the whole of which they may set terms in
 * @param homeName its full name
 * @param where the field for another place inside it, as it was typed
 * @param near the places that it offers
 */
public record CategoriesView(
        PlaceCode place,
        String placeName,
        List<Local> all,
        Map<PlaceCode, String> names,
        List<Contact> contacts,
        boolean decides,
        Adding adding,
        Calling calling,
        List<Fault> faults,
        int imported,
        PlaceCode home,
        String homeName,
        Where where,
        List<Inside> near) {

    /** What a link to the same place carries; nothing at home. */
    public String at() {
        return place.equals(home) ? "" : "?at=" + place.value();
    }

    /**
     * What a file would do 导入前看一看, before it does it.
     *
     * @param text the file itself, to be sent again by whoever is sure
     * @param changed what would be set otherwise
     * @param fresh what would be added
     * @param same how many stay as they are
     */
    public record Preview(
            PlaceCode place, String placeName, String text, List<Coded> changed, List<Coded> fresh, int same) {}

    /** A line of a file that cannot be taken, and why; line 0 is the file itself. */
    public record Fault(long line, Refusal why) {}

    /** A new category, as it was typed. */
    public record Adding(String of, String name, TermsForm terms, boolean sent) {
        static final Adding NONE = new Adding("", "", TermsForm.FRESH, false);
    }

    /** A new number to call, as it was typed. */
    public record Calling(String kind, String name, String phone, String hours, boolean sent) {
        static final Calling NONE = new Calling("", "", "", "", false);
    }

    /** The classes that a resident sees first. */
    public List<Category> first() {
        return all.stream().map(Local::category).filter(Category::first).toList();
    }

    /** A class and its kinds. */
    public List<Local> of(Category first) {
        return all.stream()
                .filter(one -> one.category().of().equals(first.code()))
                .toList();
    }

    /** Where terms were set or a number holds. */
    public String name(PlaceCode code) {
        return names.getOrDefault(code, "");
    }
}
