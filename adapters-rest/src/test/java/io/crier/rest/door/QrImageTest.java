package io.crier.rest.door;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.google.zxing.BinaryBitmap;
import com.google.zxing.DecodeHintType;
import com.google.zxing.RGBLuminanceSource;
import com.google.zxing.common.HybridBinarizer;
import com.google.zxing.qrcode.QRCodeReader;
import java.awt.Color;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.util.Map;
import java.util.regex.Pattern;
import javax.imageio.ImageIO;
import org.junit.jupiter.api.Test;

class QrImageTest {

  private static final String LINK =
      "2@" + "q7Zk/Pp+3v".repeat(12) + "," + "Ab3/".repeat(11) + "," + "x+9Q".repeat(11);
  private static final Pattern MODULE = Pattern.compile("M(\\d+) (\\d+)h1v1h-1z");
  private static final Pattern SIDE = Pattern.compile("viewBox=\"0 0 (\\d+) \\1\"");

  @Test
  void encodesTextAsPng() throws Exception {
    assertThat(decode(png(LINK))).isEqualTo(LINK);
  }

  @Test
  void encodesTextAsSvg() throws Exception {
    assertThat(decode(drawn(new QrImage(LINK).svg()))).isEqualTo(LINK);
  }

  @Test
  void hasQuietZoneOfFourModules() throws Exception {
    var image = png("x");

    assertThat(image.getWidth()).isEqualTo((21 + 2 * 4) * 8);
    assertThat(isDark(image, 31, 40)).isFalse();
    assertThat(isDark(image, 40, 31)).isFalse();
    assertThat(isDark(image, 32, 32)).isTrue();
  }

  @Test
  void rejectsTooLongText() {
    assertThatThrownBy(() -> new QrImage("x".repeat(3_000)))
        .isInstanceOf(IllegalArgumentException.class);
  }

  private static BufferedImage png(String text) throws Exception {
    return ImageIO.read(new ByteArrayInputStream(new QrImage(text).png()));
  }

  private static BufferedImage drawn(String svg) {
    var side = SIDE.matcher(svg);
    assertThat(side.find()).isTrue();
    var pixels = Integer.parseInt(side.group(1)) * 4;
    var image = new BufferedImage(pixels, pixels, BufferedImage.TYPE_INT_RGB);
    var pen = image.createGraphics();
    pen.setColor(Color.WHITE);
    pen.fillRect(0, 0, pixels, pixels);
    pen.setColor(Color.BLACK);
    MODULE
        .matcher(svg)
        .results()
        .forEach(
            module ->
                pen.fillRect(
                    Integer.parseInt(module.group(1)) * 4,
                    Integer.parseInt(module.group(2)) * 4,
                    4,
                    4));
    return image;
  }

  private static boolean isDark(BufferedImage image, int x, int y) {
    return (image.getRGB(x, y) & 0xFFFFFF) == 0;
  }

  private static String decode(BufferedImage image) throws Exception {
    var width = image.getWidth();
    var height = image.getHeight();
    var pixels = image.getRGB(0, 0, width, height, null, 0, width);
    var source = new RGBLuminanceSource(width, height, pixels);
    // Looked for as in a photograph, one code in a hundred is taken for another.
    var drawn = Map.of(DecodeHintType.PURE_BARCODE, true);
    return new QRCodeReader()
        .decode(new BinaryBitmap(new HybridBinarizer(source)), drawn)
        .getText();
  }
}
