/** Back-up and restore 备份与恢复: one command each, one file that holds the database and the keys. */
@NullMarked
package org.linli.platform.backup;

import org.jspecify.annotations.NullMarked;
