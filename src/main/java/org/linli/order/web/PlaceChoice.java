package org.linli.order.web;

import org.linli.kernel.PlaceCode;

/** A place to choose 在哪里: its everyday name, and its name in full. */
public record PlaceChoice(PlaceCode place, String icon, String words, String name) {}
