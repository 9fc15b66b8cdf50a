package org.linli.demo;

import java.util.Random;

/** Plainly invented names 虚构姓名: every given name says 邻 or 里. */
final class Names {

    private static final String SURNAMES = "陈林黄张李王吴刘蔡杨许郑谢郭洪邱曾廖赖徐周叶苏庄";
    private static final String[] GIVEN = {
        "邻安", "邻和", "邻喜", "里仁", "里平", "邻福", "邻春", "里顺", "邻暖", "里美", "邻芳", "里强", "邻秀", "里明", "邻英", "里康"
    };

    private final Random dice;

    Names(Random dice) {
        this.dice = dice;
    }

    String next() {
        return SURNAMES.charAt(dice.nextInt(SURNAMES.length())) + GIVEN[dice.nextInt(GIVEN.length)];
    }
}
