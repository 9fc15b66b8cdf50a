package org.linli.platform.web;

import gg.jte.TemplateOutput;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;

/**
 * The text of a page 页面文本 in UTF-8, put together in one piece of memory. A page is of some thousand pieces, each of which the
 * library's own output would encode into an array of its own.
 */
final class Html implements TemplateOutput {

    private static final byte[] NONE = {};

    /** Most pages fit, in bytes. */
    private static final int USUAL = 48 * 1024;

    /** What grew beyond this is not kept, in bytes. */
    private static final int LARGEST_KEPT = 256 * 1024;

    /** The memory of the page that this thread made before. */
    private static final ThreadLocal<byte[]> KEPT = new ThreadLocal<>();

    private byte[] bytes;
    private int length;

    Html() {
        byte[] kept = KEPT.get();
        bytes = kept == null ? new byte[USUAL] : kept;
        KEPT.remove();
    }

    /** In bytes. */
    int length() {
        return length;
    }

    /** Sends it, once: its memory is the next page's. */
    void writeTo(OutputStream out) throws IOException {
        out.write(bytes, 0, length);
        if (bytes.length <= LARGEST_KEPT) {
            KEPT.set(bytes);
        }
        bytes = NONE;
        length = 0;
    }

    @Override
    public void writeContent(String text) {
        writeContent(text, 0, text.length());
    }

    /** Half a pair of surrogates becomes a question mark, as everywhere in Java. */
    @Override
    public void writeContent(String text, int begin, int end) {
        room(3L * (end - begin));
        byte[] to = bytes;
        int at = length;
        for (int i = begin; i < end; i++) {
            char c = text.charAt(i);
            if (c < 0x80) {
                to[at++] = (byte) c;
            } else if (c < 0x800) {
                to[at++] = (byte) (0xC0 | c >> 6);
                to[at++] = (byte) (0x80 | c & 0x3F);
            } else if (!Character.isSurrogate(c)) {
                to[at++] = (byte) (0xE0 | c >> 12);
                to[at++] = (byte) (0x80 | c >> 6 & 0x3F);
                to[at++] = (byte) (0x80 | c & 0x3F);
            } else if (Character.isHighSurrogate(c) && i + 1 < end && Character.isLowSurrogate(text.charAt(i + 1))) {
                int point = Character.toCodePoint(c, text.charAt(++i));
                to[at++] = (byte) (0xF0 | point >> 18);
                to[at++] = (byte) (0x80 | point >> 12 & 0x3F);
                to[at++] = (byte) (0x80 | point >> 6 & 0x3F);
                to[at++] = (byte) (0x80 | point & 0x3F);
            } else {
                to[at++] = '?';
            }
        }
        length = at;
    }

    @Override
    public void writeBinaryContent(byte[] text) {
        room(text.length);
        System.arraycopy(text, 0, bytes, length, text.length);
        length += text.length;
    }

    private void room(long more) {
        if (length + more > bytes.length) {
            bytes = Arrays.copyOf(bytes, Math.toIntExact(Math.max(2L * bytes.length, length + more)));
        }
    }
}
