/** Places 地点: the national list continued to the home, grids, and finding a place by typing. */
@NullMarked
@ApplicationModule(
        displayName = "place",
        allowedDependencies = {"kernel", "platform", "platform :: *"})
package org.linli.place;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
