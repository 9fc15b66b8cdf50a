package org.linli.order.web;

import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.linli.kernel.Refusal;

/**
 * What somebody typed into the form of a step, and why it was refused; the form shows both again.
 *
 * @param rows the lines of a split
 * @param met the day of a joint meeting, who attended it, and what it decided
 */
public record Typed(
        String step,
        String words,
        String noPhoto,
        String organisation,
        int stars,
        String solved,
        Optional<Refusal> refusal,
        List<PieceRow> rows,
        List<String> met) {

    Typed(
            String step,
            String words,
            String noPhoto,
            String organisation,
            int stars,
            String solved,
            Optional<Refusal> refusal) {
        this(step, words, noPhoto, organisation, stars, solved, refusal, List.of(), List.of());
    }

    Typed(
            String step,
            String words,
            String noPhoto,
            String organisation,
            int stars,
            String solved,
            Optional<Refusal> refusal,
            List<PieceRow> rows) {
        this(step, words, noPhoto, organisation, stars, solved, refusal, rows, List.of());
    }

    /** No form was sent. */
    public static final Typed NOTHING = new Typed("", "", "", "", 0, "", Optional.empty());

    static Typed words(String step, String words, Refusal refusal) {
        return new Typed(step, words, "", "", 0, "", Optional.of(refusal));
    }

    /** Whether whoever rates says that it is solved. Refuses any other answer than yes and no. */
    static boolean solved(String answer) {
        return switch (answer) {
            case "yes" -> true;
            case "no" -> false;
            default -> throw Refusal.invalid("order.solved");
        };
    }

    Typed refused(Refusal why) {
        return new Typed(step, words, noPhoto, organisation, stars, solved, Optional.of(why), rows, met);
    }

    /** The same with what was typed of a joint meeting. */
    Typed met(String on, String attended, String decided) {
        return new Typed(
                step, words, noPhoto, organisation, stars, solved, refusal, rows, List.of(on, attended, decided));
    }

    /** The nth field of the joint meeting in the form of this step. */
    public String met(String name, int n) {
        return in(name) && n < met.size() ? met.get(n) : "";
    }

    /** Whether it was typed into the form of this step. */
    public boolean in(String name) {
        return step.equals(name);
    }

    /** The words to show in the form of this step. */
    public String wordsFor(String name) {
        return in(name) ? words : "";
    }

    /** Every word of it, for a page that has no such form any more. */
    public List<String> said() {
        return Stream.concat(
                        Stream.of(words, step.equals("finish") ? noPhoto : ""),
                        rows.stream().map(PieceRow::what))
                .toList();
    }

    /** The nth line of a split, from 0. */
    public PieceRow row(int n) {
        return n < rows.size() ? rows.get(n) : PieceRow.EMPTY;
    }

    /** The field that the refusal is about. */
    public String field() {
        if (refusal.filter(why -> why.kind() == Refusal.Kind.MOVED_ON).isPresent()) {
            return "standing";
        }
        String code = refusal.map(Refusal::code).orElse("");
        if (code.startsWith("order.meeting")) {
            return step
                    + switch (code) {
                        case "order.meetingAttended" -> "-attended";
                        case "order.meetingDecided" -> "-decided";
                        default -> "-meetingOn";
                    };
        }
        if (step.equals("split")) {
            return code.equals("order.reason") ? "split-words" : "split-to-1";
        }
        return switch (code) {
            case "order.handler", "order.noPhoto", "order.photoOrReason", "order.stars", "order.solved" ->
                step + "-" + (code.equals("order.photoOrReason") ? "noPhoto" : code.substring("order.".length()));
            case "order.askAmount" -> "ask-amount";
            case "order.askKind" -> "ask-kind";
            case "order.mergeInto", "order.mergeNumber", "order.mergeWhich" -> "merge-number";
            case "order.passed" -> "verify-passed";
            default -> step + (code.startsWith("photo.") ? "-photos" : "-words");
        };
    }
}
