/** The interface itself, its description, and the pages on which people make their tokens. */
@NullMarked
package org.linli.api.web;

import org.jspecify.annotations.NullMarked;
