/** The pages of places: finding one, and the place page of the desk. */
@NullMarked
package org.linli.place.web;

import org.jspecify.annotations.NullMarked;
