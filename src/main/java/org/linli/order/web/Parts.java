package org.linli.order.web;

import java.util.List;
import java.util.Optional;
import org.linli.order.Merging.Beside;

/**
 * The parts of an order 分给几家办, each with its own story, and the whole that it is a part of.
 *
 * @param whole empty for a whole, and for whoever sees no more than their part
 */
public record Parts(List<Story> parts, Optional<Beside> whole) {}
