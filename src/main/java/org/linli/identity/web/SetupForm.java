package org.linli.identity.web;

import java.util.Optional;
import org.linli.identity.Setup;
import org.linli.kernel.PlaceCode;
import org.linli.kernel.Refusal;
import org.linli.platform.secret.Phone;

/** What was typed into the set-up form, and is shown again when it is refused; passwords never are. */
public record SetupForm(String find, String place, String organisation, String name, String phone, String account) {

    static final SetupForm EMPTY = new SetupForm("", "", "", "", "", "");

    /** Refuses a form without a place, or with two different passwords. */
    Setup.First first(String password, String again) {
        if (place.isEmpty()) {
            throw Refusal.invalid("setup.place");
        }
        if (!password.equals(again)) {
            throw Refusal.invalid("password.twice");
        }
        return new Setup.First(PlaceCode.parse(place), organisation, name, Phone.parse(phone), account, password);
    }

    /** The field that a refusal is about. */
    static String field(Refusal refusal) {
        return switch (refusal.code()) {
            case "account.name", "account.taken" -> "account";
            case "person.name" -> "name";
            case "phone.malformed", "person.phoneTaken" -> "phone";
            case "organisation.name" -> "organisation";
            case "password.twice" -> "again";
            case "password.length", "password.plain", "password.name" -> "password";
            default -> "find";
        };
    }

    /** What to search a place by, if anything was typed. */
    Optional<String> wanted() {
        return Optional.of(find.strip()).filter(text -> !text.isEmpty());
    }
}
