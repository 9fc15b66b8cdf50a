package org.linli.whistle.web;

import java.util.List;
import java.util.Optional;
import org.linli.order.Order;
import org.linli.place.Place;

/**
 * The form of a draft.
 *
 * @param cause the order that it starts from
 * @param places where it may be
 */
public record DraftView(Optional<Order> cause, List<Place> places, Filled typed) {}
