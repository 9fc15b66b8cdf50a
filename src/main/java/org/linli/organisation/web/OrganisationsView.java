package org.linli.organisation.web;

import java.util.List;
import java.util.Map;
import org.linli.kernel.PlaceCode;
import org.linli.organisation.OrganisationLists.Coverage;
import org.linli.organisation.OrganisationLists.Sieve;
import org.linli.organisation.OrganisationLists.Staffed;

/**
 * What the list of organisations shows.
 *
 * @param seesPeople whether the actor may know who works where, and so how many
 * @param more whether there are more than are shown
 */
public record OrganisationsView(
        Sieve sieve,
        List<Staffed> rows,
        Map<PlaceCode, String> places,
        Coverage coverage,
        boolean seesPeople,
        boolean more) {}
