package org.linli.resident;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import java.util.function.Predicate;
import java.util.stream.Stream;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.platform.secret.Phone;

/**
 * A person as a form brings them 填写的人: a name or a whole phone number, and who was chosen of the several it may mean.
 *
 * @param chosen counts only if the words may still mean them
 */
public record TypedPerson(String words, Optional<UUID> chosen) {

    /** Nothing typed yet. */
    public static TypedPerson none() {
        return new TypedPerson("", Optional.empty());
    }

    /** Who is meant. Refuses nothing typed, what nobody in {@code subtree} is called, and what several are. */
    public Person meant(PlaceCode subtree, Residents residents) {
        if (words.isBlank()) {
            throw Refusal.invalid("who.empty");
        }
        List<Person> found = choices(subtree, residents);
        if (found.isEmpty()) {
            throw Refusal.invalid("who.unknown", "words", words.strip());
        }
        return only(found).orElseThrow(() -> Refusal.invalid("who.several", "words", words.strip()));
    }

    /** The people of {@code subtree} who may be meant: whose phone it is, else whose name holds it. */
    public List<Person> choices(PlaceCode subtree, Residents residents) {
        String typed = words.strip();
        if (typed.isEmpty()) {
            return List.of();
        }
        return phone(typed)
                .map(phone -> residents.byPhone(phone).stream().toList())
                .orElseGet(
                        () -> residents.among(subtree, typed, Residents.NEWEST).items());
    }

    /** The one chosen, else the only one found, else the only one of exactly this name. */
    Optional<Person> only(List<Person> found) {
        return Stream.<Predicate<Person>>of(
                        person -> chosen.filter(person.id()::equals).isPresent(),
                        person -> true,
                        person -> person.name().equals(words.strip()))
                .map(fits -> found.stream().filter(fits).toList())
                .filter(fitting -> fitting.size() == 1)
                .map(List::getFirst)
                .findFirst();
    }

    /** The typed text as a phone, if it is a whole one. */
    public static Optional<Phone> phone(String typed) {
        try {
            return Optional.of(Phone.parse(typed));
        } catch (Refusal notAPhone) {
            return Optional.empty();
        }
    }
}
