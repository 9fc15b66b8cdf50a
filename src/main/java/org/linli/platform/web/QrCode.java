package org.linli.platform.web;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;

/**
 * A QR code 二维码 as a page draws it, with the quiet border that readers need; a quarter of it may be worn off.
 *
 * @param size how many squares wide and high, border included
 * @param path its dark squares, as the path of an SVG of that size
 */
public record QrCode(int size, String path) {

    private static final int QUIET = 4;

    /** Refuses, as a mistake of ours, a text that is too long for any code. */
    public static QrCode of(String text) {
        ByteMatrix dark;
        try {
            dark = Encoder.encode(text, ErrorCorrectionLevel.Q).getMatrix();
        } catch (WriterException tooLong) {
            throw new IllegalArgumentException("No code is made of " + text.length() + " characters", tooLong);
        }
        StringBuilder path = new StringBuilder();
        for (int y = 0; y < dark.getHeight(); y++) {
            for (int x = 0; x < dark.getWidth(); x++) {
                int run = 0;
                while (x + run < dark.getWidth() && dark.get(x + run, y) == 1) {
                    run++;
                }
                if (run > 0) {
                    path.append('M')
                            .append(x + QUIET)
                            .append(' ')
                            .append(y + QUIET)
                            .append('h')
                            .append(run)
                            .append("v1h-")
                            .append(run)
                            .append('z');
                    x += run;
                }
            }
        }
        return new QrCode(dark.getWidth() + 2 * QUIET, path.toString());
    }
}
