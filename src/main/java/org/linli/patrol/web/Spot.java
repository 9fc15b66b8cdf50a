package org.linli.patrol.web;

import org.linli.kernel.PlaceCode;

/** A place to choose 在哪里: its everyday name, and its name in full. */
public record Spot(PlaceCode place, String words, String name) {}
