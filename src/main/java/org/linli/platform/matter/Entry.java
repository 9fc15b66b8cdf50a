package org.linli.platform.matter;

import java.time.Instant;
import java.util.Map;
import java.util.UUID;

/**
 * One row of a timeline 留痕 about to be written: what was done, with which words.
 *
 * @param step the lifecycle's step
 * @param from the state before, empty at the opening
 * @param words what the person wrote, at most 4,000 characters; may be empty
 * @param detail further plain facts of the step
 */
public record Entry(
        UUID id, String step, String from, String to, String words, Map<String, String> detail, Instant at) {}
