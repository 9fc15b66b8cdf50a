package org.linli.platform.web;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.util.Arrays;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;

/** What a page draws is what a reader reads. */
class QrCodeTest {

    private static final Pattern RUN = Pattern.compile("M(\\d+) (\\d+)h(\\d+)v1h-\\3z");
    private static final int SCALE = 4;

    @Test
    void whatIsDrawnIsRead() throws Exception {
        String address = "https://linli.example.cn/p/devices/01890000-0000-7000-8000-000000000001";
        QrCode code = QrCode.of(address);
        assertThat(code.path()).matches("(M\\d+ \\d+h\\d+v1h-\\d+z)+");
        int wide = code.size() * SCALE;
        int[] pixels = new int[wide * wide];
        Arrays.fill(pixels, 0xFFFFFF);
        Matcher run = RUN.matcher(code.path());
        while (run.find()) {
            int left = Integer.parseInt(run.group(1)) * SCALE;
            int top = Integer.parseInt(run.group(2)) * SCALE;
            int right = left + Integer.parseInt(run.group(3)) * SCALE;
            for (int y = top; y < top + SCALE; y++) {
                Arrays.fill(pixels, y * wide + left, y * wide + right, 0);
            }
        }
        BinaryBitmap seen = new BinaryBitmap(new HybridBinarizer(new RGBLuminanceSource(wide, wide, pixels)));
        assertThat(new QRCodeReader().decode(seen).getText()).isEqualTo(address);
    }

    @Test
    void whatFitsInNoCodeIsAMistake() {
        assertThatThrownBy(() -> QrCode.of("x".repeat(5000))).isInstanceOf(IllegalArgumentException.class);
    }
}
