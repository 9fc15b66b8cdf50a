/** Devices 智能设备: cameras against thrown things, sensors in lifts; what they tell becomes orders by rule, in the open. */
@NullMarked
@ApplicationModule(
        displayName = "device",
        allowedDependencies = {"kernel", "platform", "platform :: *", "place", "organisation", "order"})
package org.linli.device;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
