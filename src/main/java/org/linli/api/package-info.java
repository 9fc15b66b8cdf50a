/** The programming interface 程序接口: everything a person can do with an order, by a token of their own. Nobody calls this room. */
@NullMarked
@ApplicationModule(
        displayName = "api",
        allowedDependencies = {
            "kernel",
            "platform",
            "platform :: *",
            "place",
            "resident",
            "organisation",
            "identity",
            "order",
            "device"
        })
package org.linli.api;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
