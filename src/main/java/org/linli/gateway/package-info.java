/** The door to other systems 开放接口: Open311 GeoReport v2, both ways. Nobody calls this room. */
@NullMarked
@ApplicationModule(
        displayName = "gateway",
        allowedDependencies = {"kernel", "platform", "platform :: *", "place", "organisation", "order"})
package org.linli.gateway;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
