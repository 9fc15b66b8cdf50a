package org.linli.platform;

import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;

/**
 * Who acts, and in which capacity 身份: a person under one of their appointments, or as a resident.
 *
 * @param place a resident's own community, or the subtree that an appointment covers; empty for nobody
 */
public record Actor(
        Optional<UUID> person,
        String name,
        Duty duty,
        String title,
        Optional<UUID> appointment,
        Optional<UUID> organisation,
        String organisationName,
        Optional<PlaceCode> place) {

    private static final Actor NOBODY = new Actor(
            Optional.empty(), "", Duty.RESIDENT, "", Optional.empty(), Optional.empty(), "", Optional.empty());

    /** A visitor without a login; sees what is public. */
    public static Actor nobody() {
        return NOBODY;
    }

    /** The machinery acting at one place, and seeing no further than it. */
    public static Actor system(PlaceCode place) {
        return system("系统", "", place);
    }

    /** The same under the name of another system or of a device, as its line tells it: who, and by which way. */
    public static Actor system(String name, String by, PlaceCode place) {
        return new Actor(
                Optional.empty(), name, Duty.SYSTEM, "", Optional.empty(), Optional.empty(), by, Optional.of(place));
    }

    /** A person for themselves, at home in a community or not yet tied to one. */
    public static Actor resident(UUID person, String name, Optional<PlaceCode> community) {
        return new Actor(
                Optional.of(person), name, Duty.RESIDENT, "", Optional.empty(), Optional.empty(), "", community);
    }

    /** Whether a person is logged in. */
    public boolean known() {
        return person.isPresent();
    }

    /** The acting person. Refuses nobody and the machinery as forbidden. */
    public UUID self() {
        return person.orElseThrow(() -> Refusal.forbidden("login.needed"));
    }

    /** The place acted for. Refuses whoever has none. */
    public PlaceCode home() {
        return place.orElseThrow(() -> Refusal.forbidden("place.none"));
    }

    /** Whether this capacity covers the place. */
    public boolean covers(PlaceCode where) {
        return place.isPresent() && place.get().contains(where);
    }

    /** The name as a timeline shows it: 王芳 · 宁宝社区. */
    public String signature() {
        return organisationName.isEmpty() ? name : name + " · " + organisationName;
    }
}
