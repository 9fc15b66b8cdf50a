/** Personal data at rest: encrypted, found again by a keyed hash, shown masked. */
@NullMarked
@NamedInterface("secret")
package org.linli.platform.secret;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
