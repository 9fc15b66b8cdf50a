package org.linli.order.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.kernel.TimeLimit;
import org.linli.order.Category;
import org.linli.order.Standards.Limit;
import org.linli.order.Standards.Mark;
import org.linli.place.Inside;

/**
 * The page of what a place sets for its appraisal.
 *
 * @param verification what holds at the actor's place
 * @param usual the categories that are patrolled where no place says otherwise
 * @param decides whether the actor sets any of it
 */
public record StandardsView(
        TimeLimit verification,
        List<Limit> limits,
        List<Mark> marks,
        List<Category> usual,
        List<Category> categories,
        Map<PlaceCode, String> names,
        PlaceCode within,
        String whole,
        List<Inside> near,
        boolean decides,
        Form form,
        Optional<Refusal> refused) {

    /** The address of the page. */
    public static final String PATH = "/desk/rates/standards";

    /** What somebody typed into one of its forms: limit or mark; empty where none was sent. */
    public record Form(
            String of, String amount, String unit, String category, String patrolled, RoutesView.Where where) {

        static final Form NOTHING = new Form("", "", "", "", "", RoutesView.Where.NONE);
    }

    /** The name of a place. */
    public String name(PlaceCode place) {
        return names.getOrDefault(place, place.value());
    }

    /** The category of a mark; empty for the place as a whole. */
    public Optional<Category> category(Mark mark) {
        return categories.stream()
                .filter(category -> category.code().equals(mark.category()))
                .findFirst();
    }

    /** Where the form of this name was sent for. */
    public RoutesView.Where where(String name) {
        return form.of().equals(name) ? form.where() : RoutesView.Where.NONE;
    }

    /** Whether the place in this form was refused. */
    public boolean wrongPlace(String name) {
        return form.of().equals(name)
                && refused.filter(refusal -> refusal.code().startsWith("where."))
                        .isPresent();
    }

    /** The field that the refusal is about. */
    public String field() {
        if (wrongPlace(form.of())) {
            return form.of() + "At-q";
        }
        return form.of().equals("limit") ? "limit-amount" : "mark-patrolled";
    }
}
