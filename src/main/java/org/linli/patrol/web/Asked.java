package org.linli.patrol.web;

import java.util.Arrays;
import java.util.Optional;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.patrol.Filing;
import org.linli.patrol.Kind;
import org.linli.patrol.Moment;
import org.linli.patrol.Step;

/**
 * What a form of a report was sent with 填写的内容, as it was typed. Nothing of it is kept before it is sent whole.
 *
 * @param person yes, no, or empty where it was not asked yet
 */
public record Asked(
        String kind, String place, String moment, String words, String person, String sure, Optional<Refusal> refusal) {

    Asked refused(Refusal why) {
        return new Asked(kind, place, moment, words, person, sure, Optional.of(why));
    }

    /** Refuses what is missing, question by question, in the order in which they are asked. */
    Filing filing() {
        Kind what = Arrays.stream(Kind.values())
                .filter(one -> one.name().equals(kind))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("patrol.kind"));
        PlaceCode where = code();
        Moment when = Arrays.stream(Moment.values())
                .filter(one -> one.name().equals(moment))
                .findFirst()
                .orElseThrow(() -> Refusal.invalid("patrol.moment"));
        Optional<Boolean> answer =
                person.equals("yes") ? Optional.of(true) : person.equals("no") ? Optional.of(false) : Optional.empty();
        return new Filing(new Step.File(what, where, when, words), answer, sure.equals("yes"));
    }

    private PlaceCode code() {
        try {
            return PlaceCode.parse(place);
        } catch (Refusal malformed) {
            throw Refusal.invalid("patrol.place");
        }
    }

    /** The question that a refusal is about; the words where it is about something else. */
    public String question() {
        return refusal.map(why -> switch (why.code()) {
                    case "patrol.kind" -> "kind";
                    case "patrol.place", "place.findTooLong" -> "place";
                    case "patrol.moment" -> "moment";
                    case "patrol.person", "patrol.recognisable" -> "person";
                    default -> "words";
                })
                .orElse("words");
    }

    /** Whether a number of a person was noticed in the words. */
    public boolean noticed() {
        return refusal.filter(why -> why.code().equals("patrol.recognisable")).isPresent() || sure.equals("yes");
    }
}
