/** The desk's pages of organisations and appointments. */
@NullMarked
package org.linli.organisation.web;

import org.jspecify.annotations.NullMarked;
