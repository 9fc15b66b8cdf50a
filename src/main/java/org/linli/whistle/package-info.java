/** Whistles 吹哨报到: a street calls, and departments come. */
@NullMarked
@ApplicationModule(
        displayName = "whistle",
        allowedDependencies = {"kernel", "platform", "platform :: *", "place", "resident", "organisation", "order"})
package org.linli.whistle;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
