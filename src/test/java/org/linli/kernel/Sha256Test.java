package org.linli.kernel;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class Sha256Test {

    /** The examples of FIPS 180-4, and a text whose bytes are not its letters. */
    @Test
    void isTheDigestThatOthersCompute() {
        assertThat(Sha256.hex("abc")).isEqualTo("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(Sha256.hex("")).isEqualTo("e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
        assertThat(Sha256.of("邻里")).hasSize(32).isEqualTo(Sha256.of(new byte[] {
            (byte) 0xe9, (byte) 0x82, (byte) 0xbb, (byte) 0xe9, (byte) 0x87, (byte) 0x8c
        }));
    }
}
