package org.linli.patrol.web;

import java.util.List;
import org.linli.place.Found;

/**
 * One question of a report, on the resident face.
 *
 * @param question kind, place, moment, words or person
 * @param spots the places nearby, where that is the question
 * @param find what was looked for
 * @param unmanned whether the place has no police liaison, so that what is handed over waits for one
 * @param barDays how long a malicious report keeps its reporter from reporting
 */
public record AskedView(
        Asked asked, String question, List<Spot> spots, String find, List<Found> found, boolean unmanned, int barDays) {

    private static final List<String> QUESTIONS = List.of("kind", "place", "moment", "words", "person");

    public int number() {
        return QUESTIONS.indexOf(question) + 1;
    }

    /** The address of the question before this one, without any words. */
    public String back() {
        return switch (question) {
            case "place" -> "/report";
            case "moment" -> "/report?kind=" + asked.kind();
            default -> "/report?kind=" + asked.kind() + "&place=" + asked.place();
        };
    }
}
