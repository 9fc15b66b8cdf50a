package org.linli.resident;

import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.platform.secret.Phone;

/**
 * A person as a form brings them 填写的人: a name or a whole phone number, and who was chosen of the several it may mean.
 *
 * @param asked the words that the choice was offered for; a choice among other words no longer counts
 */
public record TypedPerson(String words, String asked, Optional<UUID> chosen) {

    /** Nothing typed yet. */
    public static TypedPerson none() {
        return new TypedPerson("", "", Optional.empty());
    }

    /** Who is meant. Refuses nothing typed, what nobody in {@code subtree} is called, and what several are. */
    public Person meant(PlaceCode subtree, Residents residents) {
        if (words.isBlank()) {
            throw Refusal.invalid("who.empty");
        }
        if (words.equals(asked) && chosen.isPresent()) {
            return residents.person(chosen.get());
        }
        List<Person> found = choices(subtree, residents);
        if (found.isEmpty()) {
            throw Refusal.invalid("who.unknown", "words", words.strip());
        }
        return only(found, words).orElseThrow(() -> Refusal.invalid("who.several", "words", words.strip()));
    }

    /** The people of {@code subtree} who may be meant: whose phone it is, else whose name holds it. */
    public List<Person> choices(PlaceCode subtree, Residents residents) {
        String typed = words.strip();
        if (typed.isEmpty()) {
            return List.of();
        }
        return phone(typed)
                .map(phone -> residents.byPhone(phone).stream().toList())
                .orElseGet(() -> residents.among(subtree, typed, Residents.NEWEST).items());
    }

    /** The only one found, or the only one of exactly this name. */
    static Optional<Person> only(List<Person> found, String words) {
        List<Person> exact = found.size() == 1
                ? found
                : found.stream().filter(person -> person.name().equals(words.strip())).toList();
        return exact.size() == 1 ? Optional.of(exact.getFirst()) : Optional.empty();
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
