/** Open pages that follow what happens, on any node. */
@NullMarked
@NamedInterface("live")
package org.linli.platform.live;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
