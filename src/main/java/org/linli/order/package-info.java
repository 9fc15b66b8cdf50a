/** Orders 服务单: 点单-派单-接单-评单. */
@NullMarked
@ApplicationModule(
        displayName = "order",
        allowedDependencies = {"kernel", "platform", "platform :: *", "place", "resident", "organisation"})
package org.linli.order;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
