package org.linli.place;

import java.util.Optional;
import org.linli.kernel.PlaceCode;

/** A place as a map shows it 地图上的一处; where it stands is known once its administrator has entered it. */
public record Standing(PlaceCode code, String name, Optional<Position> position) {}
