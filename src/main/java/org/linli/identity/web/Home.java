package org.linli.identity.web;

import org.linli.resident.Tie;

/** A home of the acting person, as people write it. */
public record Home(String name, Tie.Kind kind) {}
