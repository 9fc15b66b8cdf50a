package org.linli.identity.web;

import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.Cursor;
import org.linli.kernel.PlaceCode;
import org.linli.resident.Person;
import org.linli.resident.Tie;

/**
 * What the list of people shows: a page of them, with what ties them to which homes today.
 *
 * @param searched what was looked for: a part of a name, or a whole phone
 * @param places the names of the homes and of the communities
 */
public record PeopleView(
        String searched,
        boolean first,
        List<Person> people,
        Map<UUID, List<Tie>> ties,
        Map<PlaceCode, String> places,
        Optional<Cursor> next) {}
