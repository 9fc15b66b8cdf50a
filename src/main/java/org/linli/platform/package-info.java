/** What every room stands on: the database, the acting person, matters and their timeline, photos, clocks, pages. */
@NullMarked
@ApplicationModule(displayName = "platform", allowedDependencies = "kernel")
package org.linli.platform;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
