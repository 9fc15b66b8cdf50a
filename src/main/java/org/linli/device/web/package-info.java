/** The pages of devices at the desk. */
@NullMarked
package org.linli.device.web;

import org.jspecify.annotations.NullMarked;
