package org.linli.platform.attachment;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.util.Set;
import org.linli.kernel.Refusal;

/** What a PNG file consists of, read without decoding it. */
final class PngStructure {

    private static final int SIGNATURE = 8;
    private static final int FRAME = 12;
    private static final String END = "IEND";
    private static final Set<String> ESSENTIAL = Set.of("IHDR", "PLTE", "tRNS", "IDAT", END);

    private PngStructure() {}

    /**
     * The file with nothing but its first picture, so that no compressed text or colour profile is ever inflated and
     * nothing after its end is seen. Refuses with {@code photo.broken} what has no end.
     */
    static byte[] essential(byte[] file) {
        var essential = new ByteArrayOutputStream(file.length);
        essential.write(file, 0, SIGNATURE);
        var bytes = ByteBuffer.wrap(file);
        for (int at = SIGNATURE; at <= file.length - FRAME; ) {
            int length = bytes.getInt(at);
            if (length < 0 || length > file.length - FRAME - at) {
                break;
            }
            var type = new String(file, at + 4, 4, StandardCharsets.ISO_8859_1);
            if (ESSENTIAL.contains(type)) {
                essential.write(file, at, length + FRAME);
            }
            if (type.equals(END)) {
                return essential.toByteArray();
            }
            at += length + FRAME;
        }
        throw Refusal.invalid("photo.broken");
    }
}
