/** Photos 照片 that belong to a matter. */
@NullMarked
@NamedInterface("attachment")
package org.linli.platform.attachment;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
