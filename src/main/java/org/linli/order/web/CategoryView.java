package org.linli.order.web;

import java.util.List;
import java.util.Optional;
import org.linli.kernel.PlaceCode;
import org.linli.order.Categories.Local;
import org.linli.order.Categories.National;
import org.linli.organisation.Skill;

/**
 * What the page of one category shows.
 *
 * @param at what a link to the same place carries; empty at home
 * @param setAt the name of the place that set its terms; empty for those that hold everywhere
 * @param skill what it asks for here
 * @param ownSkill what exactly this place set it to ask for, the inner one empty for none
 * @param amending its name and national class as they were typed, where it is the place's own
 */
public record CategoryView(
        Local one,
        PlaceCode place,
        String placeName,
        String at,
        String setAt,
        Optional<Skill> skill,
        Optional<Optional<Skill>> ownSkill,
        List<National> nationals,
        Amending amending,
        boolean decides) {

    /** The form of a category of one's own, as it was typed. */
    public record Amending(String name, String national, boolean sent) {}

    /** Whether exactly this place set the terms. */
    public boolean here() {
        return one.set().filter(place::equals).isPresent();
    }

    /** What its skill field holds: empty as elsewhere, NONE for none, or a post. */
    public String skillField() {
        return ownSkill.map(own -> own.map(Skill::name).orElse("NONE")).orElse("");
    }
}
