/** The database: a real PostgreSQL of our own where none is given, and the announcement of who acts in each transaction. */
@NullMarked
package org.linli.platform.database;

import org.jspecify.annotations.NullMarked;
