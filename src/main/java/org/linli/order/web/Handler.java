package org.linli.order.web;

import java.util.UUID;
import org.linli.organisation.Organisation;

/**
 * An organisation that may be sent an order 派给谁, and why.
 *
 * @param named whether a rule names it
 * @param place where it is responsible
 * @param category for what; empty for everything
 * @param inHand how many orders it has in hand
 */
public record Handler(
        UUID id, String name, Organisation.Kind kind, boolean named, String place, String category, int inHand) {}
