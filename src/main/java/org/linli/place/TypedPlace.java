package org.linli.place;

import java.util.List;
import java.util.Optional;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;

/**
 * A place as a form brings it 填写的地点: what was typed, and what was chosen of the several places that may be meant by it.
 *
 * @param asked the words that the choice was offered for; a choice among other words no longer counts
 * @param chosen the code chosen, or empty
 */
public record TypedPlace(String words, String asked, String chosen) {

    private static final int MOST = 12;

    /** Nothing typed yet. */
    public static TypedPlace none() {
        return new TypedPlace("", "", "");
    }

    /**
     * The place meant, empty where nothing was typed. Refuses what no place inside {@code subtree} is called, and what several
     * are: {@link #choices} has them.
     */
    public Optional<PlaceCode> meant(PlaceCode subtree, Places places) {
        if (words.isBlank()) {
            return Optional.empty();
        }
        if (words.equals(asked) && !chosen.isEmpty()) {
            PlaceCode code = PlaceCode.parse(chosen);
            if (!subtree.contains(code)) {
                throw Refusal.notFound();
            }
            return Optional.of(places.place(code).code());
        }
        List<Found> found = choices(subtree, places);
        if (found.isEmpty()) {
            throw Refusal.invalid("where.unknown", "words", words.strip());
        }
        return Optional.of(only(found, words).orElseThrow(() -> Refusal.invalid("where.several", "words", words.strip())));
    }

    /** The places inside {@code subtree} that may be meant, the best first. */
    public List<Found> choices(PlaceCode subtree, Places places) {
        return words.isBlank() ? List.of() : places.find(words, Optional.of(subtree), Optional.of(subtree), MOST);
    }

    /** The only one found, or the only one of exactly this name. */
    static Optional<PlaceCode> only(List<Found> found, String words) {
        List<Found> exact = found.size() == 1
                ? found
                : found.stream().filter(place -> plain(place.name()).equals(plain(words))).toList();
        return exact.size() == 1 ? Optional.of(exact.getFirst().code()) : Optional.empty();
    }

    private static String plain(String words) {
        return words.replaceAll("\\s", "");
    }
}
