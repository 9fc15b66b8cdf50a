package org.linli.order.web;

import java.util.List;
import org.linli.order.Joined;
import org.linli.order.Joining.Taken;

/**
 * An order on the page of a neighbour who joined it 我也遇到.
 *
 * @param placeName the building, or less, as people write it
 * @param rates whether they may rate it now
 */
public record JoinedView(Joined order, String placeName, List<Taken> line, boolean rates) {}
