/** The shell of every page: words, forms, errors, faces. */
@NullMarked
@NamedInterface("web")
package org.linli.platform.web;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
