package org.linli.demo;

import org.linli.platform.Actor;

/** Who plays in the street of the demo world 街道人物, and who comes when it whistles. */
record StreetCast(Actor leader, Actor office, Actor market, Actor urban, Actor fire, Actor police) {}
