package org.linli.whistle;

import java.time.Instant;

/**
 * What the street says of a department 街道评价.
 *
 * @param punctual whether it came in time, as the street saw it
 * @param score 1 to 5
 */
public record Rating(boolean punctual, boolean solved, int score, String words, Instant at) {}
