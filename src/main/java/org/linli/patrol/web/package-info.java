/** The pages of reports, for residents and at the desk, and the pages of the police liaison. */
@NullMarked
package org.linli.patrol.web;

import org.jspecify.annotations.NullMarked;
