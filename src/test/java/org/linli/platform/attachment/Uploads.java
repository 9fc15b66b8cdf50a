package org.linli.platform.attachment;

import static java.nio.charset.StandardCharsets.ISO_8859_1;

import java.awt.Color;
import java.awt.color.ColorSpace;
import java.awt.image.BufferedImage;
import java.awt.image.ComponentColorModel;
import java.awt.image.DataBuffer;
import java.awt.image.Raster;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.util.Arrays;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.zip.CRC32;
import java.util.zip.Deflater;
import javax.imageio.IIOImage;
import javax.imageio.ImageIO;
import javax.imageio.ImageWriteParam;
import javax.imageio.stream.MemoryCacheImageOutputStream;

/** Files as phones, editors and attackers make them. */
public final class Uploads {

    public static final List<byte[]> OF_EACH_KIND = ofEachKind();

    private Uploads() {}

    /** Red upper left, green upper right, blue lower left, white lower right. */
    public static BufferedImage quarters(int width, int height, int type) {
        var picture = new BufferedImage(width, height, type);
        var graphics = picture.createGraphics();
        var colours = List.of(Color.RED, Color.GREEN, Color.BLUE, Color.WHITE);
        for (int i = 0; i < 4; i++) {
            graphics.setColor(colours.get(i));
            graphics.fillRect(i % 2 * width / 2, i / 2 * height / 2, width - width / 2, height - height / 2);
        }
        graphics.dispose();
        return picture;
    }

    static BufferedImage grey(int tone, boolean alpha) {
        int bands = alpha ? 2 : 1;
        var raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 40, 40, bands, null);
        for (int i = 0; i < 1600; i++) {
            raster.setPixel(i % 40, i / 40, alpha ? new int[] {tone, 255} : new int[] {tone});
        }
        if (!alpha) {
            var picture = new BufferedImage(40, 40, BufferedImage.TYPE_BYTE_GRAY);
            picture.setData(raster);
            return picture;
        }
        var space = ColorSpace.getInstance(ColorSpace.CS_GRAY);
        var model = new ComponentColorModel(space, true, false, Color.TRANSLUCENT, DataBuffer.TYPE_BYTE);
        return new BufferedImage(model, raster, false, null);
    }

    public static byte[] jpeg(BufferedImage picture) throws IOException {
        return encoded(picture, "jpeg");
    }

    public static byte[] png(BufferedImage picture) throws IOException {
        return encoded(picture, "png");
    }

    static byte[] encoded(BufferedImage picture, String format) throws IOException {
        var bytes = new ByteArrayOutputStream();
        ImageIO.write(picture, format, bytes);
        return bytes.toByteArray();
    }

    public static byte[] progressive(BufferedImage picture) throws IOException {
        return written(new IIOImage(picture, null, null), true);
    }

    /** Four inks as Adobe stores them: 255 is none. */
    static byte[] fourInks(int... inks) throws IOException {
        var raster = Raster.createInterleavedRaster(DataBuffer.TYPE_BYTE, 40, 40, 4, null);
        for (int i = 0; i < 1600; i++) {
            raster.setPixel(i % 40, i / 40, inks);
        }
        var adobe = ByteBuffer.allocate(16)
                .putShort((short) 0xFFEE)
                .putShort((short) 14)
                .put("Adobe".getBytes(ISO_8859_1))
                .putShort((short) 100)
                .array();
        return afterStart(written(new IIOImage(raster, null, null), false), adobe);
    }

    /** Canon-like: IFD0 with maker, orientation and a pointer to GPS; the position is there as text to be found. */
    static byte[] withExif(byte[] jpeg, int orientation) {
        var tiff = ByteBuffer.allocate(120);
        tiff.put("MM".getBytes(ISO_8859_1)).putShort((short) 42).putInt(8).putShort((short) 3);
        tiff.putShort((short) 0x010F).putShort((short) 2).putInt(4).put("HUA\0".getBytes(ISO_8859_1));
        tiff.putShort((short) 0x0112)
                .putShort((short) 3)
                .putInt(1)
                .putShort((short) orientation)
                .putShort((short) 0);
        tiff.putShort((short) 0x8825).putShort((short) 4).putInt(1).putInt(50).putInt(0);
        tiff.putShort((short) 1)
                .putShort((short) 0x001B)
                .putShort((short) 2)
                .putInt(23)
                .putInt(68)
                .putInt(0);
        tiff.put("GPS-38.4872N-106.2309E\0".getBytes(ISO_8859_1));
        return afterStart(jpeg, segment(0xE1, concat("Exif\0\0".getBytes(ISO_8859_1), tiff.array())));
    }

    public static byte[] withComment(byte[] jpeg, byte[] comment) {
        return afterStart(jpeg, segment(0xFE, comment));
    }

    /** A scan adds a few hundred bytes to the file and a pass over the whole picture to its decoding. */
    public static byte[] withRepeatedScan(byte[] progressive, int times) {
        var end = Arrays.copyOfRange(progressive, progressive.length - 2, progressive.length);
        var start = Arrays.copyOf(progressive, progressive.length - 2);
        var file = new ByteArrayOutputStream();
        file.writeBytes(start);
        for (int i = 0; i < times; i++) {
            file.writeBytes(segment(0xDA, new byte[] {1, 1, 0, 1, 5, 0}));
            file.write(0);
        }
        file.writeBytes(end);
        return file.toByteArray();
    }

    public static byte[] declaring(byte[] png, int width, int height) {
        var declaring = ByteBuffer.wrap(png.clone()).putInt(16, width).putInt(20, height);
        var crc = new CRC32();
        crc.update(declaring.array(), 12, 17);
        return declaring.putInt(29, (int) crc.getValue()).array();
    }

    /** About 4 MB that inflate to 4 GB. */
    public static byte[] withTextOfGigabytes(byte[] png) {
        var megabyte = new byte[2048];
        var deflater = new Deflater(9, true);
        deflater.setInput(new byte[1 << 20]);
        int length = deflater.deflate(megabyte, 0, megabyte.length, Deflater.FULL_FLUSH);
        deflater.end();
        var text = new ByteArrayOutputStream();
        text.writeBytes("zTXtComment\0\0\u0078\u009C".getBytes(ISO_8859_1));
        for (int i = 0; i < 4096; i++) {
            text.write(megabyte, 0, length);
        }
        var crc = new CRC32();
        crc.update(text.toByteArray());
        var chunk = ByteBuffer.allocate(text.size() + 8)
                .putInt(text.size() - 4)
                .put(text.toByteArray())
                .putInt((int) crc.getValue());
        int afterHeader = 33;
        return concat(Arrays.copyOf(png, afterHeader), chunk.array(), Arrays.copyOfRange(png, afterHeader, png.length));
    }

    public static byte[] concat(byte[]... parts) {
        var whole = new ByteArrayOutputStream();
        for (var part : parts) {
            whole.writeBytes(part);
        }
        return whole.toByteArray();
    }

    /** A JPEG whose header promises so many pixels. */
    public static byte[] promising(byte[] jpeg, int width, int height) {
        var promising = ByteBuffer.wrap(jpeg.clone());
        int at = 2;
        while ((promising.get(at + 1) & 0xFF) != 0xC0) {
            at += 2 + (promising.getShort(at + 2) & 0xFFFF);
        }
        return promising
                .putShort(at + 5, (short) height)
                .putShort(at + 7, (short) width)
                .array();
    }

    /** An archive of some kilobytes that unpacks to 64 MB. */
    public static byte[] zipped() throws IOException {
        var bytes = new ByteArrayOutputStream();
        try (var zip = new java.util.zip.ZipOutputStream(bytes)) {
            zip.putNextEntry(new java.util.zip.ZipEntry("photo.jpg"));
            for (int i = 0; i < 64; i++) {
                zip.write(new byte[1 << 20]);
            }
        }
        return bytes.toByteArray();
    }

    /** What is no photo, or none that anybody should unpack, by the name that its sender gives it. */
    public static Map<String, byte[]> refused(byte[] script) throws IOException {
        BufferedImage picture = quarters(60, 40, BufferedImage.TYPE_INT_RGB);
        byte[] jpeg = jpeg(picture);
        Map<String, byte[]> refused = new LinkedHashMap<>();
        refused.put("bomb.png", declaring(png(picture), 30_000, 30_000));
        refused.put("bomb.jpg", promising(jpeg, 65_000, 65_000));
        refused.put("truncated.jpg", Arrays.copyOf(jpeg, jpeg.length / 2));
        refused.put("scans.jpg", withRepeatedScan(progressive(picture), 2000));
        refused.put("archive.jpg", zipped());
        refused.put(
                "vector.svg",
                "<svg xmlns='http://www.w3.org/2000/svg' onload='window.xssLinli=1'/>".getBytes(ISO_8859_1));
        refused.put("IMG.HEIC", "\0\0\0\30ftypheic\0\0\0\0mif1".getBytes(ISO_8859_1));
        refused.put("page.html", script);
        refused.put("old.gif", concat("GIF89a/*".getBytes(ISO_8859_1), script));
        refused.put("<i id=xss-linli>.png", new byte[] {0});
        refused.put("nothing.jpg", new byte[0]);
        return refused;
    }

    /** Photos that are something else too; of which nothing but the picture is kept. */
    public static Map<String, byte[]> polyglots(byte[] script) throws IOException {
        BufferedImage picture = quarters(60, 40, BufferedImage.TYPE_INT_RGB);
        byte[] jpeg = jpeg(picture);
        byte[] png = png(picture);
        Map<String, byte[]> harmless = new LinkedHashMap<>();
        harmless.put("jpeg-and-page.jpg", concat(jpeg, script));
        harmless.put("jpeg-and-archive.jpg", concat(jpeg, zipped()));
        harmless.put("comment.jpg", withComment(jpeg, script));
        harmless.put("png-and-page.png", concat(png, script));
        harmless.put("zip-bomb.png", withTextOfGigabytes(png));
        harmless.put("twenty-one.jpg", withRepeatedScan(progressive(picture), 3));
        return harmless;
    }

    private static byte[] segment(int code, byte[] content) {
        return ByteBuffer.allocate(content.length + 4)
                .put((byte) 0xFF)
                .put((byte) code)
                .putShort((short) (content.length + 2))
                .put(content)
                .array();
    }

    private static byte[] afterStart(byte[] jpeg, byte[] segment) {
        return concat(Arrays.copyOf(jpeg, 2), segment, Arrays.copyOfRange(jpeg, 2, jpeg.length));
    }

    private static byte[] written(IIOImage image, boolean progressive) throws IOException {
        var bytes = new ByteArrayOutputStream();
        var writer = ImageIO.getImageWritersByFormatName("jpeg").next();
        try (var out = new MemoryCacheImageOutputStream(bytes)) {
            var param = writer.getDefaultWriteParam();
            param.setProgressiveMode(progressive ? ImageWriteParam.MODE_DEFAULT : ImageWriteParam.MODE_DISABLED);
            writer.setOutput(out);
            writer.write(null, image, param);
        } finally {
            writer.dispose();
        }
        return bytes.toByteArray();
    }

    private static List<byte[]> ofEachKind() {
        try {
            var colours = quarters(60, 40, BufferedImage.TYPE_INT_RGB);
            return List.of(
                    withExif(jpeg(colours), 6),
                    progressive(colours),
                    fourInks(10, 20, 30, 40),
                    png(quarters(60, 40, BufferedImage.TYPE_BYTE_INDEXED)),
                    png(quarters(60, 40, BufferedImage.TYPE_INT_ARGB)));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
