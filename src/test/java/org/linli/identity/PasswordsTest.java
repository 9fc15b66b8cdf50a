package org.linli.identity;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;

class PasswordsTest {

    /** Or an account that is not there would be told from one that is by how long the answer takes. */
    @Test
    void whatNobodyHasCostsAsMuchToCompareAsAnyOther() {
        String any = "{argon2}"
                + Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8().encode("Any23456");
        String nobodys = Passwords.hashOfNothing();
        assertThat(shape(nobodys)).isEqualTo(shape(any));
        assertThat(nobodys).isNotEqualTo(Passwords.hashOfNothing());
    }

    /** All but what is chance: the parameters, and how long salt and hash are. */
    private static String shape(String hash) {
        String[] parts = hash.split("\\$", -1);
        parts[4] = "" + parts[4].length();
        parts[5] = "" + parts[5].length();
        return String.join("$", parts);
    }
}
