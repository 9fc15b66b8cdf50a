package org.linli.organisation.web;

import java.time.DayOfWeek;
import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.UUID;
import org.linli.organisation.Appointment;
import org.linli.organisation.Organisation;
import org.linli.organisation.Posts.Post;
import org.linli.organisation.Rota;
import org.linli.organisation.Rota.Gap;
import org.linli.organisation.Rota.Present;
import org.linli.organisation.Rota.Shift;
import org.linli.organisation.Rotas.Note;

/**
 * The page of one rota.
 *
 * @param now who is there at this minute
 * @param gaps the hours of the coming days in which nobody is there
 * @param people who can be put on it; empty for whoever keeps no rotas
 * @param posts what they are good at, by appointment
 * @param keeps whether the actor may change the rota
 * @param appoints whether the actor may say what somebody is good at
 * @param typed the form that was refused
 */
public record DutyView(
        Organisation organisation,
        String place,
        Rota rota,
        List<Present> now,
        List<Gap> gaps,
        List<Note> notes,
        List<Appointment> people,
        Map<UUID, Post> posts,
        boolean keeps,
        boolean appoints,
        LocalDate today,
        Typed typed) {

    /** The address of all rotas. */
    public static final String PATH = "/desk/duty";

    /** So many days ahead gaps are shown. */
    public static final int DAYS = 7;

    /** One organisation among all that keep a rota or could. */
    public record Manned(Organisation organisation, String place, boolean kept, List<Present> present) {}

    /** What was typed into a form of the page. */
    public record Typed(
            String form,
            String appointment,
            Set<DayOfWeek> days,
            String date,
            String comes,
            String hours,
            String words) {
        static final Typed NOTHING = new Typed("", "", Set.of(), "", "", "", "");

        /** Whether it was typed into this form. */
        public boolean in(String name) {
            return form.equals(name);
        }
    }

    /** The address of the page. */
    public String path() {
        return PATH + "/" + organisation.id();
    }

    /** The shifts of one day of the week. */
    public List<Shift> on(DayOfWeek day) {
        return rota.shifts().stream().filter(shift -> shift.day() == day).toList();
    }
}
