package org.linli.order.web;

import java.util.List;
import java.util.Map;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.order.Categories.Local;
import org.linli.order.Category;
import org.linli.order.Emergencies.Contact;

/**
 * What the page of the categories shows.
 *
 * @param names of the places that set terms or have numbers of their own
 * @param decides whether the acting person may change them
 * @param adding the form that adds a category
 * @param calling the form that adds a number to call
 * @param faults what an imported file had wrong, line by line
 * @param imported how many categories a file set; -1 where none came
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
        int imported) {

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
