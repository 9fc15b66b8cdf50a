package org.linli.order;

/**
 * What an order is about 服务类别.
 *
 * @param code digits; a longer code is a part of the shorter
 * @param icon the symbol on its button
 * @param hours from acceptance to completion
 */
public record Category(String code, String name, String icon, int hours) {}
