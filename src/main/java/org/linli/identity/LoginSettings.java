package org.linli.identity;

import java.time.Duration;
import org.springframework.boot.context.properties.ConfigurationProperties;
import org.springframework.boot.context.properties.bind.DefaultValue;

/**
 * How logins are guarded, under {@code linli.login.}; the defaults are the practice values of GB/T 22239 level 2 [memory].
 *
 * @param failures after so many wrong passwords from one address an account is locked for that address
 * @param failuresEverywhere after so many in a row from wherever it is locked for all addresses but those its person came from
 * @param lock for how long
 * @param minLength the shortest password
 * @param classes of how many kinds of characters (lower, upper, digit, other) a password must have some
 * @param staffIdle a staff session ends after so long without a request
 * @param residentIdle a resident's session ends after so long without a request
 */
@ConfigurationProperties("linli.login")
public record LoginSettings(
        @DefaultValue("5") int failures,
        @DefaultValue("200") int failuresEverywhere,
        @DefaultValue("15m") Duration lock,
        @DefaultValue("8") int minLength,
        @DefaultValue("3") int classes,
        @DefaultValue("12h") Duration staffIdle,
        @DefaultValue("30d") Duration residentIdle) {}
