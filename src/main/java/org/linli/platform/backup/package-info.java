/** Back-up and restore 备份与恢复: one command each, one file that holds the database and the keys. */
@NullMarked
@NamedInterface("backup")
package org.linli.platform.backup;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.NamedInterface;
