package org.linli.identity.web;

import org.linli.place.TypedPlace;
import org.linli.resident.Tie;

/** What ties a person to a home, as it was typed. */
public record HomeForm(TypedPlace where, Tie.Kind kind, String since) {}
