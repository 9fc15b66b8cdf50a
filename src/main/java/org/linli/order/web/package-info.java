/** The pages of orders: the resident's, one question a screen, and the desk's. */
@NullMarked
package org.linli.order.web;

import org.jspecify.annotations.NullMarked;
