package org.linli.whistle.web;

import java.util.List;
import java.util.Optional;
import org.linli.kernel.Refusal;

/** What somebody typed into the form of a step, and why it was refused; the form shows both again. */
public record Filled(
        String step,
        String words,
        String title,
        String occasion,
        String kind,
        String place,
        String noPhoto,
        List<String> departments,
        String lead,
        String department,
        String punctual,
        String solved,
        String score,
        Optional<Refusal> refusal) {

    /** No form was sent. */
    public static final Filled NOTHING = words("", "");

    static Filled words(String step, String words) {
        return new Filled(step, words, "", "", "", "", "", List.of(), "", "", "", "", "", Optional.empty());
    }

    static Filled draft(String step, String title, String words, String occasion, String kind, String place) {
        return new Filled(
                step, words, title, occasion, kind, place, "", List.of(), "", "", "", "", "", Optional.empty());
    }

    static Filled work(String step, String words, String place, String noPhoto) {
        return new Filled(step, words, "", "", "", place, noPhoto, List.of(), "", "", "", "", "", Optional.empty());
    }

    static Filled call(String words, List<String> departments, String lead) {
        return new Filled("assign", words, "", "", "", "", "", departments, lead, "", "", "", "", Optional.empty());
    }

    static Filled of(String step, String department, String words, String punctual, String solved, String score) {
        return new Filled(
                step, words, "", "", "", "", "", List.of(), "", department, punctual, solved, score, Optional.empty());
    }

    Filled refused(Refusal why) {
        return new Filled(
                step,
                words,
                title,
                occasion,
                kind,
                place,
                noPhoto,
                departments,
                lead,
                department,
                punctual,
                solved,
                score,
                Optional.of(why));
    }

    /** Whether it was typed into the form of this step. */
    public boolean in(String name) {
        return step.equals(name);
    }

    /** The words to show in the form of this step. */
    public String wordsFor(String name) {
        return in(name) ? words : "";
    }

    /** The field that the refusal is about. */
    public String field() {
        String code = refusal.map(Refusal::code).orElse("");
        String of = step.isEmpty() ? "" : step + "-";
        return of
                + switch (code) {
                    case "whistle.title" -> "title";
                    case "whistle.place", "place.malformed" -> "place";
                    case "whistle.noPhoto", "whistle.photoOrReason" -> "noPhoto";
                    case "whistle.departments", "whistle.departmentTwice", "whistle.lead" -> "departments";
                    case "whistle.department" -> step.equals("assign") ? "departments" : "department";
                    case "whistle.score", "whistle.yesOrNo" -> "score";
                    case "whistle.occasion" -> "occasion";
                    case "whistle.kind" -> "kind";
                    default -> code.startsWith("photo.") ? "photos" : "words";
                };
    }
}
