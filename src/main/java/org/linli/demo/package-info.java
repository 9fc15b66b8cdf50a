/** An invented world 演示数据 in real places, so that no page is empty. */
@NullMarked
@ApplicationModule(
        displayName = "demo",
        allowedDependencies = {
            "kernel",
            "platform",
            "platform :: *",
            "place",
            "resident",
            "organisation",
            "identity",
            "order",
            "whistle",
            "patrol",
            "device",
            "gateway",
            "api"
        })
package org.linli.demo;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
