/** Reports 六必报: what must be told at once, and what of it only the police liaison may see. */
@NullMarked
@ApplicationModule(
        displayName = "patrol",
        allowedDependencies = {"kernel", "platform", "platform :: *", "place", "resident", "organisation"})
package org.linli.patrol;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
