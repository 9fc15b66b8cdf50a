/** Organisations 组织, how they are linked, and appointments 任职, from which all rights follow. */
@NullMarked
@ApplicationModule(
        displayName = "organisation",
        allowedDependencies = {"kernel", "platform", "platform :: *", "place", "resident"})
package org.linli.organisation;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
