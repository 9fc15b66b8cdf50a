package org.linli.place;

import java.util.List;
import java.util.Optional;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;

/**
 * A place as a form brings it 填写的地点: what was typed, and what was chosen of the several places that may be meant by it.
 *
 * @param chosen the code chosen, or empty; it counts only if the words may still mean it
 */
public record TypedPlace(String words, String chosen) {

    private static final int MOST = 20;

    /** Nothing typed yet. */
    public static TypedPlace none() {
        return new TypedPlace("", "");
    }

    /**
     * The place meant, empty where nothing was typed. Refuses what no place inside {@code subtree} is called, and what several
     * are: {@link #choices} has them.
     */
    public Optional<PlaceCode> meant(PlaceCode subtree, Places places) {
        if (words.isBlank()) {
            return Optional.empty();
        }
        List<Found> found = choices(subtree, places);
        if (found.isEmpty()) {
            throw Refusal.invalid("where.unknown", "words", words.strip());
        }
        return Optional.of(only(found).orElseThrow(() -> Refusal.invalid("where.several", "words", words.strip())));
    }

    /** The places inside {@code subtree} that may be meant, the best first. */
    public List<Found> choices(PlaceCode subtree, Places places) {
        return words.isBlank() ? List.of() : places.find(words, Optional.of(subtree), Optional.of(subtree), MOST);
    }

    /** The one chosen, else the only one found, else the only one of exactly this name. */
    Optional<PlaceCode> only(List<Found> found) {
        return Stream.<Predicate<Found>>of(
                        place -> place.code().value().equals(chosen),
                        place -> true,
                        place -> plain(place.name()).equals(plain(words)))
                .map(fits -> found.stream().filter(fits).toList())
                .filter(fitting -> fitting.size() == 1)
                .map(fitting -> fitting.getFirst().code())
                .findFirst();
    }

    private static String plain(String words) {
        return words.replaceAll("\\s", "");
    }
}
