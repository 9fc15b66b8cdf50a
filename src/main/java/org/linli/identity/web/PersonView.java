package org.linli.identity.web;

import java.time.LocalDate;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.linli.identity.Accounts.Account;
import org.linli.kernel.PlaceCode;
import org.linli.organisation.Appointment;
import org.linli.place.Found;
import org.linli.resident.Person;
import org.linli.resident.Tie;

/**
 * What the page of one person shows.
 *
 * @param phone the whole phone, where the look was just recorded; else empty
 * @param households who else is tied to each of their homes today
 * @param account their account, where the actor may see it
 * @param appoints whether the actor may appoint, and see the account
 * @param keepsAccount whether the actor may open the account or set its password
 * @param home the form that ties them to a home, as it was typed
 */
public record PersonView(
        Person person,
        String phone,
        List<Tie> ties,
        Map<PlaceCode, List<Tie>> households,
        List<Appointment> appointments,
        Map<PlaceCode, String> places,
        Optional<Account> account,
        boolean appoints,
        boolean keepsAccount,
        HomeForm home,
        List<Found> choices,
        String accountName,
        LocalDate today) {}
