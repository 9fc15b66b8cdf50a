package org.linli.organisation.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import org.linli.kernel.PlaceCode;
import org.linli.organisation.Appointment;
import org.linli.organisation.Link;
import org.linli.organisation.OfficeHours;
import org.linli.organisation.Organisation;

/**
 * What the page of one organisation shows.
 *
 * @param hours the working hours it goes by
 * @param typed the form of its own, as typed
 * @param linkable the organisations it may be linked to; empty for whoever may not link
 * @param seesPeople whether the actor may know who works here
 * @param appoints whether the actor may change anything here
 */
public record OrganisationView(
        Organisation organisation,
        List<Link> links,
        List<Appointment> appointments,
        Map<PlaceCode, String> places,
        OfficeHours hours,
        HoursForm typed,
        List<Organisation> linkable,
        boolean seesPeople,
        boolean appoints,
        LocalDate today) {

    /** The name of its place. */
    public String place() {
        return places.getOrDefault(organisation.place(), "");
    }
}
