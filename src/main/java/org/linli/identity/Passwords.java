package org.linli.identity;

import java.security.SecureRandom;
import java.time.Duration;
import java.util.Base64;
import java.util.Map;
import java.util.concurrent.Callable;
import org.linli.kernel.Refusal;
import org.linli.platform.Turns;
import org.springframework.security.crypto.argon2.Argon2PasswordEncoder;
import org.springframework.security.crypto.password.DelegatingPasswordEncoder;
import org.springframework.security.crypto.password.PasswordEncoder;
import org.springframework.stereotype.Component;

/** Passwords 密码: judged, hashed by Argon2id, and compared, on half of the processors at most, so that a storm of logins starves nobody. */
@Component
class Passwords {

    private static final String EASY_LETTERS = "abcdefghjkmnpqrstuvwxyz";
    private static final String EASY_DIGITS = "23456789";

    private static final int WAITING = 16;
    private static final Duration PATIENCE = Duration.ofSeconds(10);

    private final PasswordEncoder encoder = new DelegatingPasswordEncoder(
            "argon2", Map.of("argon2", Argon2PasswordEncoder.defaultsForSpringSecurity_v5_8()));
    /** For passwords that the login page shows to all: a hash that anybody could look up need not be slow. */
    private final PasswordEncoder quick =
            new DelegatingPasswordEncoder("argon2", Map.of("argon2", new Argon2PasswordEncoder(16, 32, 1, 64, 1)));

    private final Turns turns =
            new Turns(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), WAITING, PATIENCE, "login.busy");
    private final LoginSettings settings;
    private final String nobodys = hashOfNothing();

    Passwords(LoginSettings settings) {
        this.settings = settings;
    }

    /** Looks like any other hash, so that as long is computed, and no password was made into it. */
    static String hashOfNothing() {
        SecureRandom random = new SecureRandom();
        byte[] salt = new byte[16];
        byte[] hash = new byte[32];
        random.nextBytes(salt);
        random.nextBytes(hash);
        Base64.Encoder base64 = Base64.getEncoder().withoutPadding();
        return "{argon2}$argon2id$v=19$m=16384,t=2,p=1$" + base64.encodeToString(salt) + "$"
                + base64.encodeToString(hash);
    }

    /** The hash of a new password. Refuses one too short, too long, too plain, or holding the account's name. */
    String hash(String password, String accountName) {
        if (password.length() < settings.minLength() || password.length() > 128) {
            throw Refusal.invalid("password.length", "least", settings.minLength());
        }
        if (kinds(password) < settings.classes()) {
            throw Refusal.invalid("password.plain", "kinds", settings.classes());
        }
        if (password.toLowerCase(java.util.Locale.ROOT).contains(accountName)) {
            throw Refusal.invalid("password.name");
        }
        return inTurn(() -> encoder.encode(password));
    }

    /** The hash of an invented password that is shown to everybody, as those of the demo world are. */
    String hashShown(String password) {
        return quick.encode(password);
    }

    private static int kinds(String password) {
        boolean lower = password.chars().anyMatch(Character::isLowerCase);
        boolean upper = password.chars().anyMatch(Character::isUpperCase);
        boolean digit = password.chars().anyMatch(Character::isDigit);
        boolean other = password.chars()
                .anyMatch(c -> !Character.isLowerCase(c) && !Character.isUpperCase(c) && !Character.isDigit(c));
        return (lower ? 1 : 0) + (upper ? 1 : 0) + (digit ? 1 : 0) + (other ? 1 : 0);
    }

    boolean matches(String password, String hash) {
        return password.length() <= 128 && inTurn(() -> encoder.matches(password, hash));
    }

    /** Takes as long as {@link #matches} does, for an account that is not there. */
    void matchesNothing(String password) {
        matches(password, nobodys);
    }

    /** A password to be told once and changed at the first login: easy to read out, of three kinds. */
    String invent() {
        SecureRandom random = new SecureRandom();
        StringBuilder word = new StringBuilder();
        for (int i = 0; i < 5; i++) {
            word.append(EASY_LETTERS.charAt(random.nextInt(EASY_LETTERS.length())));
        }
        word.setCharAt(0, Character.toUpperCase(word.charAt(0)));
        for (int i = 0; i < 5; i++) {
            word.append(EASY_DIGITS.charAt(random.nextInt(EASY_DIGITS.length())));
        }
        return word.toString();
    }

    private <T> T inTurn(Callable<T> work) {
        try {
            return turns.take(work);
        } catch (RuntimeException e) {
            throw e;
        } catch (Exception e) {
            throw new IllegalStateException(e);
        }
    }
}
