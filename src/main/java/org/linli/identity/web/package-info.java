/** The pages of accounts and sessions. */
@NullMarked
package org.linli.identity.web;

import org.jspecify.annotations.NullMarked;
