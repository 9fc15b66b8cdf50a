/** Residents 居民: persons, households, ties to homes. */
@NullMarked
@ApplicationModule(
        displayName = "resident",
        allowedDependencies = {"kernel", "platform", "platform :: *", "place"})
package org.linli.resident;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
