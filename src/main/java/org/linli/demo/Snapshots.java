package org.linli.demo;

import java.awt.BasicStroke;
import java.awt.Color;
import java.awt.Graphics2D;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import javax.imageio.ImageIO;
import org.linli.platform.attachment.Photo;

/** Drawn pictures 示意图 in place of photos: a corridor lamp, dark before and lit after. */
final class Snapshots {

    private static final int WIDTH = 640;
    private static final int HEIGHT = 480;

    private Snapshots() {}

    static Photo before() {
        return draw(new Color(0x5c6470), new Color(0x3b4048), new Color(0x7b828d));
    }

    static Photo after() {
        return draw(new Color(0xf3ead2), new Color(0xc9b98f), new Color(0xffd34d));
    }

    private static Photo draw(Color wall, Color floor, Color lamp) {
        BufferedImage image = new BufferedImage(WIDTH, HEIGHT, BufferedImage.TYPE_INT_RGB);
        Graphics2D g = image.createGraphics();
        g.setRenderingHint(RenderingHints.KEY_ANTIALIASING, RenderingHints.VALUE_ANTIALIAS_ON);
        g.setColor(wall);
        g.fillRect(0, 0, WIDTH, HEIGHT);
        g.setColor(floor);
        g.fillPolygon(new int[] {0, WIDTH, 420, 220}, new int[] {HEIGHT, HEIGHT, 300, 300}, 4);
        g.setColor(floor.darker());
        g.setStroke(new BasicStroke(4));
        g.drawRect(220, 120, 200, 180);
        g.drawRect(60, 160, 90, 260);
        g.drawRect(490, 160, 90, 260);
        g.setColor(lamp);
        g.fillOval(285, 40, 70, 50);
        g.dispose();
        try (ByteArrayOutputStream out = new ByteArrayOutputStream()) {
            ImageIO.write(image, "png", out);
            return Photo.clean(out.toByteArray());
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
