/** The inbox 消息 of each person. */
@NullMarked
@NamedInterface("notice")
package org.linli.platform.notice;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
