/** What anybody may see 公开页. */
@NullMarked
@ApplicationModule(displayName = "bulletin", allowedDependencies = {"kernel", "platform", "platform :: *", "place", "organisation", "order"})
package org.linli.bulletin;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
