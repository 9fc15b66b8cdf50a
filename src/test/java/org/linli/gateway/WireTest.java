package org.linli.gateway;

import static org.assertj.core.api.Assertions.assertThat;

import java.net.InetAddress;
import java.net.UnknownHostException;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Only the public internet is another server's place; how patience grows. */
class WireTest {

    @ParameterizedTest
    @ValueSource(
            strings = {
                "127.0.0.1",
                "0.0.0.0",
                "10.1.2.3",
                "172.16.0.1",
                "192.168.1.1",
                "169.254.169.254",
                "100.64.0.1",
                "224.0.0.1",
                "255.255.255.255",
                "198.18.0.1",
                "192.0.0.8",
                "::1",
                "::",
                "fe80::1",
                "fc00::1",
                "fd12::1",
                "::ffff:127.0.0.1",
                "64:ff9b::7f00:1",
                "2002:7f00:1::",
                "ff02::1"
            })
    void whatIsInsideIsRefused(String address) throws UnknownHostException {
        assertThat(Wire.inside(InetAddress.getByName(address))).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"8.8.8.8", "172.32.0.1", "100.128.0.1", "198.20.0.1", "2400:3200::1"})
    void whatIsPublicIsNot(String address) throws UnknownHostException {
        assertThat(Wire.inside(InetAddress.getByName(address))).isFalse();
    }

    @Test
    void patienceDoublesUpToSixHours() {
        assertThat(Pushes.patience(1)).isEqualTo(Duration.ofMinutes(1));
        assertThat(Pushes.patience(2)).isEqualTo(Duration.ofMinutes(2));
        assertThat(Pushes.patience(9)).isEqualTo(Duration.ofMinutes(256));
        assertThat(Pushes.patience(10)).isEqualTo(Duration.ofHours(6));
        assertThat(Pushes.patience(1000)).isEqualTo(Duration.ofHours(6));
    }
}
