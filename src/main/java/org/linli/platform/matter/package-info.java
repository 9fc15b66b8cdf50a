/** Matters 事项 and their timeline: where each stands, who is responsible, and the trail it leaves. */
@NullMarked
@NamedInterface("matter")
package org.linli.platform.matter;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
