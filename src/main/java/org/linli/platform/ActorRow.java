package org.linli.platform;

import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.Optional;
import java.util.UUID;
import org.linli.kernel.PlaceCode;

/** Who acts 身份, as the database says it of a session or a token: a resident, or one appointment of a person. */
public final class ActorRow {

    private ActorRow() {}

    /**
     * Reads the columns person, name, community and, all null for a resident, duty, title, appointment, organisation,
     * organisation_name and place.
     */
    public static Actor actor(ResultSet row) throws SQLException {
        UUID person = row.getObject("person", UUID.class);
        String name = row.getString("name");
        String duty = row.getString("duty");
        return duty == null
                ? Actor.resident(person, name, Optional.of(PlaceCode.parse(row.getString("community"))))
                : new Actor(
                        Optional.of(person),
                        name,
                        Duty.valueOf(duty),
                        row.getString("title"),
                        Optional.of(row.getObject("appointment", UUID.class)),
                        Optional.of(row.getObject("organisation", UUID.class)),
                        row.getString("organisation_name"),
                        Optional.of(PlaceCode.parse(row.getString("place"))));
    }
}
