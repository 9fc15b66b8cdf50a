package org.linli.place.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.PlaceLevel;
import org.linli.kernel.Refusal;
import org.linli.place.Grid;
import org.linli.place.Inside;
import org.linli.place.Place;
import org.linli.platform.Actor;

/**
 * The place page of the desk.
 *
 * @param path from the province down to the place
 * @param next the code after which the next children come; empty where there are no more
 * @param gridNames the full names of the grids' prefixes
 * @param covering the grid that the place lies in, where it is not itself a community
 * @param positions where the children stand, as the form takes it
 * @param firstBuilding the number that the generator would go on with
 * @param typed what was typed into the form that was refused
 */
public record PlaceView(
        List<Place> path,
        List<Inside> children,
        String next,
        List<Grid> grids,
        Map<PlaceCode, String> gridNames,
        Optional<Grid> covering,
        String positions,
        int firstBuilding,
        Map<String, String> typed,
        Optional<Refusal> refusal) {

    public Place place() {
        return path.getLast();
    }

    public PlaceLevel level() {
        return place().level();
    }

    /** Whether the acting person may see this ancestor's page. */
    public boolean reaches(Actor actor, Place ancestor) {
        return actor.covers(ancestor.code());
    }

    public boolean mayBuild(Actor actor) {
        return actor.duty().appoints() && actor.covers(place().code());
    }

    /** Whether the place is a community or lies in one. */
    public boolean local() {
        return level().compareTo(PlaceLevel.COMMUNITY) >= 0;
    }

    /** Whether the children are places that a grid may be drawn of. */
    public boolean drawable() {
        return local() && level().compareTo(PlaceLevel.BUILDING) <= 0 && !children.isEmpty();
    }

    /** Whether it may be entered where the children stand. */
    public boolean placeable() {
        return (level() == PlaceLevel.COMMUNITY || level() == PlaceLevel.COMPOUND) && !children.isEmpty();
    }

    public boolean countsHomes() {
        return local() && level().compareTo(PlaceLevel.UNIT) < 0;
    }

    /** What was typed into a field, or what stood there. */
    public String typed(String field, String otherwise) {
        return typed.getOrDefault(field, otherwise);
    }

    /** The form that was refused; empty if none was. */
    public String form() {
        return refusal.isPresent() ? typed.getOrDefault("form", "") : "";
    }
}
