package org.linli.gateway;

import java.time.Instant;
import java.util.Optional;
import org.linli.kernel.PlaceCode;

/** A community or street that answers by Open311 受理辖区, under the name that the world knows it by. */
public record Jurisdiction(String id, PlaceCode place, Instant openedAt, Optional<Instant> closedAt) {}
