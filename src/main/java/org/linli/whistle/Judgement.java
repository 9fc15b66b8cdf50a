package org.linli.whistle;

import java.time.Instant;

/**
 * What a department says of a whistle 评哨, as the street says something of the department (双向评分 1-38).
 *
 * @param justified whether it was rightly blown: the street could not settle it by itself
 * @param clear whether it said what, where and why, so that one could set to work
 * @param score 1 to 5
 */
public record Judgement(boolean justified, boolean clear, int score, String words, Instant at) {}
