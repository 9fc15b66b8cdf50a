/** The exact, pure values that every room counts and decides with; no Spring, no SQL. */
@NullMarked
@ApplicationModule(
        displayName = "kernel",
        allowedDependencies = {})
package org.linli.kernel;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
