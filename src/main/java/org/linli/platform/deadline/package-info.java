/** Clocks 时限 that fire once, on any number of nodes. */
@NullMarked
@NamedInterface("deadline")
package org.linli.platform.deadline;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
