package org.linli.platform.attachment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.assertj.core.api.Assertions.within;
import static org.linli.platform.attachment.Uploads.concat;
import static org.linli.platform.attachment.Uploads.jpeg;
import static org.linli.platform.attachment.Uploads.png;
import static org.linli.platform.attachment.Uploads.withExif;

import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.util.Arrays;
import javax.imageio.ImageIO;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;
import org.linli.kernel.Refusal;

class PhotoTest {

    /** Red upper left, green upper right, blue lower left, white lower right. */
    private static final BufferedImage QUARTERS = Uploads.quarters(600, 400, BufferedImage.TYPE_INT_RGB);

    @Test
    void a_phone_picture_comes_out_upright_and_says_nothing_of_where_it_was_taken() throws IOException {
        var upload = withExif(jpeg(QUARTERS), 6);
        assertThat(text(upload)).contains("Exif", "GPS-38.4872N-106.2309E");

        var photo = Photo.clean(upload);

        assertThat(photo.width()).isEqualTo(400);
        assertThat(photo.height()).isEqualTo(600);
        assertThat(text(photo.jpeg())).doesNotContain("Exif", "GPS", "38.4872");
        assertThat(text(photo.thumbnail())).doesNotContain("Exif", "GPS", "38.4872");
        assertCorners(photo, Color.BLUE, Color.RED, Color.WHITE, Color.GREEN);
    }

    @ParameterizedTest
    @CsvSource({"1,RGBW", "2,GRWB", "3,WBGR", "4,BWRG", "5,RBGW", "6,BRWG", "7,WGBR", "8,GWRB", "9,RGBW"})
    void each_way_to_hold_a_phone_is_understood(int orientation, String corners) throws IOException {
        var photo = Photo.clean(withExif(jpeg(QUARTERS), orientation));
        var colours = corners.chars().mapToObj(PhotoTest::colour).toArray(Color[]::new);
        assertCorners(photo, colours[0], colours[1], colours[2], colours[3]);
    }

    @Test
    void a_large_picture_shrinks_and_a_small_one_stays() throws IOException {
        var large = Photo.clean(jpeg(Uploads.quarters(4000, 3000, BufferedImage.TYPE_INT_RGB)));
        assertThat(large.width()).isEqualTo(1920);
        assertThat(large.height()).isEqualTo(1440);
        assertThat(picture(large.thumbnail()).getWidth()).isEqualTo(320);
        assertThat(picture(large.thumbnail()).getHeight()).isEqualTo(240);
        assertCorners(large, Color.RED, Color.GREEN, Color.BLUE, Color.WHITE);

        var dot = Photo.clean(png(new BufferedImage(1, 1, BufferedImage.TYPE_INT_RGB)));
        assertThat(dot.width()).isEqualTo(1);
        assertThat(dot.height()).isEqualTo(1);

        var thread = Photo.clean(png(new BufferedImage(16_000, 1, BufferedImage.TYPE_BYTE_BINARY)));
        assertThat(thread.width()).isEqualTo(1920);
        assertThat(thread.height()).isEqualTo(1);
    }

    @Test
    void the_largest_allowed_picture_is_read_in_part() throws IOException {
        var photo = Photo.clean(png(Uploads.quarters(10_000, 6_000, BufferedImage.TYPE_3BYTE_BGR)));
        assertThat(photo.width()).isEqualTo(1920);
        assertCorners(photo, Color.RED, Color.GREEN, Color.BLUE, Color.WHITE);
    }

    @Test
    void what_is_transparent_becomes_white() throws IOException {
        var photo = Photo.clean(png(new BufferedImage(40, 40, BufferedImage.TYPE_INT_ARGB)));
        assertColour(picture(photo.jpeg()).getRGB(20, 20), Color.WHITE);
    }

    @ParameterizedTest
    @ValueSource(
            ints = {
                BufferedImage.TYPE_BYTE_GRAY,
                BufferedImage.TYPE_USHORT_GRAY,
                BufferedImage.TYPE_BYTE_INDEXED,
                BufferedImage.TYPE_BYTE_BINARY,
                BufferedImage.TYPE_USHORT_565_RGB,
                BufferedImage.TYPE_4BYTE_ABGR
            })
    void odd_colour_models_are_read(int type) throws IOException {
        var photo = Photo.clean(png(Uploads.quarters(60, 40, type)));
        assertColour(picture(photo.jpeg()).getRGB(55, 35), Color.WHITE);
    }

    @Test
    void grey_keeps_its_tone_with_and_without_alpha() throws IOException {
        assertColour(centre(Photo.clean(png(Uploads.grey(128, false)))), new Color(128, 128, 128));
        assertColour(centre(Photo.clean(png(Uploads.grey(128, true)))), new Color(128, 128, 128));
        assertColour(centre(Photo.clean(jpeg(Uploads.grey(128, false)))), new Color(128, 128, 128));
    }

    @Test
    void a_picture_in_four_inks_is_read() throws IOException {
        assertColour(centre(Photo.clean(Uploads.fourInks(255, 0, 0, 255))), Color.RED);
        assertColour(centre(Photo.clean(Uploads.fourInks(255, 255, 255, 255))), Color.WHITE);
        assertColour(centre(Photo.clean(Uploads.fourInks(255, 255, 255, 0))), Color.BLACK);
    }

    @Test
    void a_progressive_picture_is_read() throws IOException {
        assertCorners(Photo.clean(Uploads.progressive(QUARTERS)), Color.RED, Color.GREEN, Color.BLUE, Color.WHITE);
    }

    @Test
    void what_hangs_on_a_picture_is_dropped() throws IOException {
        var tail = "PK\u0003\u0004<script>alert(1)</script>".getBytes(ISO_8859_1);
        for (var upload : new byte[][] {jpeg(QUARTERS), png(QUARTERS), Uploads.withComment(jpeg(QUARTERS), tail)}) {
            var photo = Photo.clean(concat(upload, tail));
            assertThat(text(photo.jpeg())).doesNotContain("PK\u0003\u0004", "<script>");
            assertThat(text(photo.thumbnail())).doesNotContain("PK\u0003\u0004", "<script>");
        }
    }

    @Test
    void what_is_not_a_photo_is_refused() throws IOException {
        assertRefused("photo.type", new byte[0]);
        assertRefused("photo.type", "<html><img src=x>".getBytes(ISO_8859_1));
        assertRefused("photo.type", "<svg xmlns=\"http://www.w3.org/2000/svg\"/>".getBytes(ISO_8859_1));
        assertRefused("photo.type", Uploads.encoded(QUARTERS, "gif"));
        assertRefused("photo.type", Uploads.encoded(QUARTERS, "bmp"));
        assertRefused("photo.type", "RIFF\0\0\0\0WEBPVP8 ".getBytes(ISO_8859_1));
        assertRefused("photo.type", concat("<html>".getBytes(ISO_8859_1), jpeg(QUARTERS)));
        assertRefused("photo.type", "\0\0\0\u0018ftypavif\0\0\0\0".getBytes(ISO_8859_1));
        assertRefused("photo.heic", "\0\0\0\u0018ftypheic\0\0\0\0".getBytes(ISO_8859_1));
        assertRefused("photo.heic", "\0\0\0\u0018ftypmif1\0\0\0\0".getBytes(ISO_8859_1));
    }

    @Test
    void more_than_ten_megabytes_are_refused_and_ten_are_not() throws IOException {
        var ten = Arrays.copyOf(jpeg(QUARTERS), 10 * 1024 * 1024);
        assertThat(Photo.clean(ten).width()).isEqualTo(600);
        assertRefused("photo.size", Arrays.copyOf(ten, ten.length + 1));
    }

    @ParameterizedTest
    @CsvSource({"30000,30000", "16001,1", "1,16001", "10000,6001", "2147483647,2147483647"})
    @Timeout(2)
    void a_picture_too_large_to_decode_is_refused_by_its_header(int width, int height) throws IOException {
        assertRefused("photo.pixels", Uploads.declaring(png(QUARTERS), width, height));
    }

    @Test
    @Timeout(5)
    void a_small_file_cannot_fill_the_memory_through_its_texts() throws IOException {
        var indexed = png(Uploads.quarters(60, 40, BufferedImage.TYPE_BYTE_INDEXED));
        assertThat(Photo.clean(Uploads.withTextOfGigabytes(indexed)).width()).isEqualTo(60);
    }

    @Test
    @Timeout(5)
    void a_small_file_cannot_keep_the_decoder_busy_with_scans() throws IOException {
        assertRefused("photo.broken", Uploads.withRepeatedScan(Uploads.progressive(QUARTERS), 50_000));
    }

    @Property(tries = 150)
    void a_truncated_picture_is_refused(@ForAll @IntRange(min = 8, max = 100_000) int length, @ForAll boolean jpeg)
            throws IOException {
        var whole = jpeg ? jpeg(QUARTERS) : png(QUARTERS);
        assertRefused("photo.broken", Arrays.copyOf(whole, 8 + length % (whole.length - 8)));
    }

    @Property(tries = 500)
    void random_bytes_are_refused(@ForAll @Size(max = 2000) byte[] bytes, @ForAll @IntRange(max = 2) int head) {
        var heads = new String[] {"", "\u00FF\u00D8\u00FF", "\u0089PNG\r\n\u001A\n"};
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Photo.clean(concat(heads[head].getBytes(ISO_8859_1), bytes)));
    }

    @Property(tries = 1500)
    void a_damaged_picture_is_cleaned_or_refused(
            @ForAll @IntRange(max = 4) int kind,
            @ForAll @Size(min = 1, max = 6) int[] places,
            @ForAll @Size(min = 6, max = 6) byte[] values,
            @ForAll boolean inTheHead)
            throws IOException {
        var upload = Uploads.OF_EACH_KIND.get(kind).clone();
        int reach = inTheHead ? Math.min(700, upload.length) : upload.length;
        for (int i = 0; i < places.length; i++) {
            upload[Math.floorMod(places[i], reach)] = values[i];
        }
        try {
            var photo = Photo.clean(upload);
            assertThat(picture(photo.jpeg()).getWidth()).isEqualTo(photo.width());
        } catch (Refusal refusal) {
            assertThat(refusal.code()).startsWith("photo.");
        }
    }

    private static void assertRefused(String code, byte[] upload) {
        assertThatExceptionOfType(Refusal.class)
                .isThrownBy(() -> Photo.clean(upload))
                .satisfies(refusal -> assertThat(refusal.code()).isEqualTo(code));
    }

    private static void assertCorners(Photo photo, Color... corners) throws IOException {
        for (var bytes : new byte[][] {photo.jpeg(), photo.thumbnail()}) {
            var picture = picture(bytes);
            int right = picture.getWidth() * 9 / 10;
            int low = picture.getHeight() * 9 / 10;
            assertColour(picture.getRGB(picture.getWidth() - right, picture.getHeight() - low), corners[0]);
            assertColour(picture.getRGB(right, picture.getHeight() - low), corners[1]);
            assertColour(picture.getRGB(picture.getWidth() - right, low), corners[2]);
            assertColour(picture.getRGB(right, low), corners[3]);
        }
    }

    private static void assertColour(int rgb, Color expected) {
        var actual = new Color(rgb);
        assertThat(actual.getRed()).isCloseTo(expected.getRed(), within(6));
        assertThat(actual.getGreen()).isCloseTo(expected.getGreen(), within(6));
        assertThat(actual.getBlue()).isCloseTo(expected.getBlue(), within(6));
    }

    private static Color colour(int letter) {
        return switch (letter) {
            case 'R' -> Color.RED;
            case 'G' -> Color.GREEN;
            case 'B' -> Color.BLUE;
            default -> Color.WHITE;
        };
    }

    private static int centre(Photo photo) throws IOException {
        return picture(photo.jpeg()).getRGB(photo.width() / 2, photo.height() / 2);
    }

    private static BufferedImage picture(byte[] bytes) throws IOException {
        return ImageIO.read(new ByteArrayInputStream(bytes));
    }

    private static String text(byte[] bytes) {
        return new String(bytes, ISO_8859_1);
    }
}
