/** The pages of whistles, all at the desk. */
@NullMarked
package org.linli.whistle.web;

import org.jspecify.annotations.NullMarked;
