package org.linli.platform.attachment;

import java.nio.charset.StandardCharsets;
import java.util.Set;
import javax.imageio.ImageIO;
import javax.imageio.ImageReader;
import org.linli.kernel.Refusal;

/** The kinds of picture file that can be read, told by their first bytes: a name or a declared type proves nothing. */
enum PhotoFormat {
    JPEG,
    PNG,
    WEBP;

    private static final Set<String> HEIC_BRANDS =
            Set.of("heic", "heix", "heim", "heis", "hevc", "hevx", "hevm", "hevs", "mif1", "msf1");

    /** Refuses with {@code photo.heic} what iPhones make unless told otherwise, all else with {@code photo.type}. */
    static PhotoFormat of(byte[] upload) {
        var head = new String(upload, 0, Math.min(upload.length, 12), StandardCharsets.ISO_8859_1);
        if (head.startsWith("\u00FF\u00D8\u00FF")) {
            return JPEG;
        }
        if (head.startsWith("\u0089PNG\r\n\u001A\n")) {
            return PNG;
        }
        if (head.startsWith("RIFF") && head.startsWith("WEBP", 8) && WEBP.isReadable()) {
            return WEBP;
        }
        if (head.length() == 12 && head.startsWith("ftyp", 4) && HEIC_BRANDS.contains(head.substring(8))) {
            throw Refusal.invalid("photo.heic");
        }
        throw Refusal.invalid("photo.type");
    }

    /** By name, never by asking every installed reader whether it likes the bytes. */
    ImageReader reader() {
        return ImageIO.getImageReadersByFormatName(name()).next();
    }

    private boolean isReadable() {
        return ImageIO.getImageReadersByFormatName(name()).hasNext();
    }
}
