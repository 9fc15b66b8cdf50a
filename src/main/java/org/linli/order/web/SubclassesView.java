package org.linli.order.web;

import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import org.linli.kernel.PlaceCode;
import org.linli.order.Subclass;

/**
 * What the page of the subclasses shows.
 *
 * @param words what was looked for
 * @param found what there is of it, by code
 * @param names of the places that set some
 * @param decides whether the acting person may change them
 * @param typed what was typed of one
 * @param changed how many a file set; -1 where none came
 */
public record SubclassesView(
        String placeName,
        String words,
        List<Subclass> found,
        Map<PlaceCode, String> names,
        boolean decides,
        Typed typed,
        int changed) {

    /** The address of the page. */
    public static final String PATH = "/desk/subclasses";

    /** One, as it was typed. */
    public record Typed(String code, String name, boolean file) {
        static final Typed NONE = new Typed("", "", false);
    }

    /** By their classes. */
    public Map<String, List<Subclass>> byClass() {
        Map<String, List<Subclass>> classes = new LinkedHashMap<>();
        found.forEach(one -> classes.computeIfAbsent(one.of(), of -> new java.util.ArrayList<>())
                .add(one));
        return classes;
    }

    /** Where one was set. */
    public String setBy(Subclass one) {
        return one.set().map(place -> names.getOrDefault(place, "")).orElse("");
    }
}
