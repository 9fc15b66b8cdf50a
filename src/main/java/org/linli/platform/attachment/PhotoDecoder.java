package org.linli.platform.attachment;

import java.awt.image.BufferedImage;
import java.awt.image.Raster;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import javax.imageio.ImageReadParam;
import javax.imageio.ImageReader;
import javax.imageio.stream.MemoryCacheImageInputStream;
import org.linli.kernel.Refusal;

/** Turns a file into a picture without ever holding more than about 150 MB of it. */
final class PhotoDecoder {

    private static final long MOST_PIXELS = 60_000_000;
    private static final int LONGEST_SIDE = 16_000;
    private static final long MOST_DECODED_BYTES = 24_000_000L * 4;

    private PhotoDecoder() {}

    /** Opaque RGB with no side above the given one. Refuses with {@code photo.pixels} before decoding anything. */
    static BufferedImage decode(byte[] file, PhotoFormat format, int longestSide) throws IOException {
        var reader = format.reader();
        try (var in = new MemoryCacheImageInputStream(new ByteArrayInputStream(file))) {
            reader.setInput(in, true, true);
            int width = reader.getWidth(0);
            int height = reader.getHeight(0);
            refuseBombs(width, height);
            var param = reader.getDefaultReadParam();
            int step = step((long) width * height * bytesPerPixel(reader));
            param.setSourceSubsampling(step, step, 0, 0);
            return Pictures.within(read(reader, param), longestSide);
        } finally {
            reader.dispose();
        }
    }

    private static void refuseBombs(int width, int height) {
        if (width > LONGEST_SIDE || height > LONGEST_SIDE || (long) width * height > MOST_PIXELS) {
            throw Refusal.invalid("photo.pixels", "width", width, "height", height);
        }
    }

    private static int step(long bytes) {
        return (int) Math.ceil(Math.sqrt((double) bytes / MOST_DECODED_BYTES));
    }

    private static int bytesPerPixel(ImageReader reader) throws IOException {
        var types = reader.getImageTypes(0);
        if (!types.hasNext()) {
            throw Refusal.invalid("photo.broken");
        }
        return Math.ceilDiv(types.next().getColorModel().getPixelSize(), 8);
    }

    private static BufferedImage read(ImageReader reader, ImageReadParam param) throws IOException {
        var picture = reader.read(0, param);
        var raster = picture.getRaster();
        boolean greyWithAlpha = raster.getNumBands() == 2;
        return greyWithAlpha ? greyOnWhite(raster) : picture;
    }

    /** Java2D takes grey with alpha for linear light and shows it too pale. */
    private static BufferedImage greyOnWhite(Raster raster) {
        var picture = new BufferedImage(raster.getWidth(), raster.getHeight(), BufferedImage.TYPE_INT_RGB);
        int most = (1 << raster.getSampleModel().getSampleSize(0)) - 1;
        int[] row = new int[raster.getWidth() * 2];
        for (int y = 0; y < raster.getHeight(); y++) {
            raster.getPixels(0, y, raster.getWidth(), 1, row);
            for (int x = 0; x < raster.getWidth(); x++) {
                long alpha = row[2 * x + 1];
                int grey = (int) ((row[2 * x] * alpha + most * (most - alpha)) * 255 / ((long) most * most));
                picture.setRGB(x, y, grey << 16 | grey << 8 | grey);
            }
        }
        return picture;
    }
}
