package org.linli.order;

/**
 * What an order is about 服务类别: the class of things a resident sees first, or one kind of them.
 *
 * @param code digits; a longer code is a part of the shorter
 * @param icon the symbol on its button
 */
public record Category(String code, String name, String icon) {

    private static final int CLASS = 2;

    /** Whether it is one of the few that a resident sees first 大类. */
    public boolean first() {
        return code.length() == CLASS;
    }

    /** The class it belongs to; its own where it is one. */
    public String of() {
        return code.substring(0, CLASS);
    }
}
