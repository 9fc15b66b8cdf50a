/** Accounts 账号, login, sessions, and in which capacity a person acts. */
@NullMarked
@ApplicationModule(
        displayName = "identity",
        allowedDependencies = {"kernel", "platform", "platform :: *", "place", "resident", "organisation"})
package org.linli.identity;

import org.jspecify.annotations.NullMarked;
import org.springframework.modulith.ApplicationModule;
