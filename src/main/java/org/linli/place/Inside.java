package org.linli.place;

import org.linli.kernel.PlaceCode;

/** A place directly inside another, with how many places are directly inside it and how many homes in all. */
public record Inside(PlaceCode code, String name, int places, int homes) {}
