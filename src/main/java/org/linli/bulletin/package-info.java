/** What anybody may see 公开页, and the first page of everybody. */
@NullMarked
@ApplicationModule(
        displayName = "bulletin",
        allowedDependencies = {
            "kernel",
            "platform",
            "platform :: *",
            "place",
            "resident",
            "organisation",
            "order",
            "patrol",
            "device"
        })
package org.linli.bulletin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
