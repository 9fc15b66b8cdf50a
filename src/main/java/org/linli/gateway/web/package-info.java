/** Open311 as the world calls it, and the pages by which an administrator opens it. */
@NullMarked
package org.linli.gateway.web;

import org.jspecify.annotations.NullMarked;
