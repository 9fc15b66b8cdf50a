package org.linli.platform.attachment;

import java.awt.image.BufferedImage;
import java.io.IOException;
import javax.imageio.ImageIO;
import org.linli.kernel.Refusal;

/**
 * A picture (照片) that is safe to keep and show: made anew from what somebody uploaded, upright, without place, time or
 * device in it.
 *
 * @param jpeg baseline JPEG, longest side at most 1920 px
 * @param thumbnail baseline JPEG, longest side at most 320 px
 */
public record Photo(byte[] jpeg, int width, int height, byte[] thumbnail) {

    private static final int LARGEST_UPLOAD = 10 * 1024 * 1024;
    private static final int LONGEST_SIDE = 1920;
    private static final int LONGEST_THUMBNAIL_SIDE = 320;

    static {
        // The cache would be a file in the temporary folder for each picture.
        ImageIO.setUseCache(false);
    }

    /**
     * Takes at most 10 MB of JPEG or PNG (WebP where the Java runtime reads it) of at most 60 megapixels.
     *
     * @throws Refusal {@code photo.size}, {@code photo.heic}, {@code photo.type}, {@code photo.pixels} or
     *     {@code photo.broken}; nothing else, whatever the bytes
     */
    public static Photo clean(byte[] upload) {
        if (upload.length > LARGEST_UPLOAD) {
            throw Refusal.tooLarge("photo.size", "limit", "10 MB");
        }
        var format = PhotoFormat.of(upload);
        try {
            var picture = switch (format) {
                case JPEG -> upright(JpegStructure.of(upload));
                case PNG -> PhotoDecoder.decode(PngStructure.essential(upload), format, LONGEST_SIDE);
                case WEBP -> PhotoDecoder.decode(upload, format, LONGEST_SIDE);
            };
            return new Photo(
                    Pictures.jpeg(picture),
                    picture.getWidth(),
                    picture.getHeight(),
                    Pictures.jpeg(Pictures.within(picture, LONGEST_THUMBNAIL_SIDE)));
        } catch (Refusal refusal) {
            throw refusal;
        } catch (IOException | RuntimeException hostileOrDamaged) {
            // ImageIO meets damaged files with any exception, from IIOException to ArrayIndexOutOfBoundsException.
            throw Refusal.invalid("photo.broken");
        }
    }

    private static BufferedImage upright(JpegStructure jpeg) throws IOException {
        var picture = PhotoDecoder.decode(jpeg.essential(), PhotoFormat.JPEG, LONGEST_SIDE);
        return Pictures.turned(picture, jpeg.orientation());
    }
}
