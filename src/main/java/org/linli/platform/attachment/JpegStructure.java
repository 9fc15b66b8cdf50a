package org.linli.platform.attachment;

import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import org.linli.kernel.Refusal;

/**
 * What a JPEG file consists of, read without decoding it.
 *
 * @param essential the file with nothing but what the picture needs: no application data, comments, colour profile, or
 *     bytes after its end, so that the decoder never parses them
 * @param orientation 1 to 8 as in Exif 2.3, 4.6.4 (tag 274); 1 where absent or nonsense
 */
record JpegStructure(byte[] essential, int orientation) {

    /** Cameras and editors write 1 to about 12. Each costs a pass over the picture: 2,000 in 108 KB took 220 seconds. */
    private static final int MOST_SCANS = 20;

    private static final int START_OF_SCAN = 0xDA;
    private static final int END = 0xD9;
    private static final int APP0 = 0xE0;
    private static final int APP1 = 0xE1;
    private static final int ADOBE = 0xEE;
    private static final int APP15 = 0xEF;
    private static final int COMMENT = 0xFE;
    private static final int ORIENTATION = 0x0112;
    private static final byte[] EXIF = "Exif\0\0".getBytes(StandardCharsets.ISO_8859_1);
    private static final byte[] JFIF = {
        (byte) 0xFF, (byte) APP0, 0, 16, 'J', 'F', 'I', 'F', 0, 1, 1, 0, 0, 1, 0, 1, 0, 0
    };

    /** Walks the segments once. Refuses with {@code photo.broken} what ends before its end marker. */
    static JpegStructure of(byte[] file) {
        var segments = new ByteArrayOutputStream(file.length);
        var orientation = 1;
        var scans = 0;
        var adobe = false;
        var at = 2;
        while (true) {
            at = marker(file, at);
            int code = file[at + 1] & 0xFF;
            if (code == END) {
                segments.write(file, at, 2);
                return new JpegStructure(complete(segments.toByteArray(), adobe), orientation);
            }
            int end = at + 2 + length(file, at + 2);
            if (code == START_OF_SCAN) {
                if (++scans > MOST_SCANS) {
                    throw broken();
                }
                end = endOfScan(file, end);
            }
            if (end > file.length) {
                throw broken();
            }
            if (code == APP1 && orientation == 1) {
                orientation = orientation(file, at + 4, end);
            }
            adobe |= code == ADOBE;
            if (code == ADOBE || code < APP0 || code > APP15 && code != COMMENT) {
                segments.write(file, at, end - at);
            }
            at = end;
        }
    }

    /** Without JFIF, Exif or Adobe data the decoder takes an unsubsampled picture for RGB. */
    private static byte[] complete(byte[] segments, boolean adobe) {
        var whole = new ByteArrayOutputStream(segments.length + 2 + JFIF.length);
        whole.write(0xFF);
        whole.write(0xD8);
        if (!adobe) {
            whole.writeBytes(JFIF);
        }
        whole.writeBytes(segments);
        return whole.toByteArray();
    }

    /** The marker at this place, after optional fill bytes. */
    private static int marker(byte[] file, int at) {
        while (at + 1 < file.length && file[at] == (byte) 0xFF) {
            int code = file[at + 1] & 0xFF;
            if (code != 0xFF) {
                if (code < 0xC0 || code >= 0xD0 && code <= 0xD8) {
                    throw broken();
                }
                return at;
            }
            at++;
        }
        throw broken();
    }

    private static int length(byte[] file, int at) {
        if (at + 2 > file.length) {
            throw broken();
        }
        int length = (file[at] & 0xFF) << 8 | file[at + 1] & 0xFF;
        if (length < 2) {
            throw broken();
        }
        return length;
    }

    /** Entropy-coded data goes on until a marker that is neither a stuffed zero nor a restart. */
    private static int endOfScan(byte[] file, int at) {
        for (; at + 1 < file.length; at++) {
            int next = file[at + 1] & 0xFF;
            if (file[at] == (byte) 0xFF && next != 0 && next != 0xFF && (next < 0xD0 || next > 0xD7)) {
                return at;
            }
        }
        throw broken();
    }

    /** Reads the first directory only, without following any pointer but the first: what is asked for stands there. */
    private static int orientation(byte[] file, int from, int to) {
        int start = from + EXIF.length;
        if (start + 8 > to || !Arrays.equals(file, from, start, EXIF, 0, EXIF.length)) {
            return 1;
        }
        var tiff = ByteBuffer.wrap(file, start, to - start).slice();
        tiff.order(tiff.get(0) == 'I' ? ByteOrder.LITTLE_ENDIAN : ByteOrder.BIG_ENDIAN);
        int directory = tiff.getInt(4);
        if (directory < 8 || directory > tiff.limit() - 2) {
            return 1;
        }
        int entries = tiff.getShort(directory) & 0xFFFF;
        for (int entry = directory + 2; entries > 0 && entry + 12 <= tiff.limit(); entry += 12, entries--) {
            if ((tiff.getShort(entry) & 0xFFFF) == ORIENTATION) {
                int value = tiff.getShort(entry + 8);
                return value >= 1 && value <= 8 ? value : 1;
            }
        }
        return 1;
    }

    private static Refusal broken() {
        return Refusal.invalid("photo.broken");
    }
}
