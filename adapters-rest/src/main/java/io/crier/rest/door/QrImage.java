package io.crier.rest.door;

import com.google.zxing.WriterException;
import com.google.zxing.qrcode.decoder.ErrorCorrectionLevel;
import com.google.zxing.qrcode.encoder.ByteMatrix;
import com.google.zxing.qrcode.encoder.Encoder;
import java.io.ByteArrayOutputStream;
import java.io.DataOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.zip.CRC32;
import java.util.zip.DeflaterOutputStream;

/** Renders text as a QR code to scan from a screen. */
public final class QrImage {

  private static final int PIXELS_PER_MODULE = 8;
  private static final int QUIET_ZONE = 4;
  private static final byte[] PNG_SIGNATURE = {(byte) 0x89, 'P', 'N', 'G', '\r', '\n', 0x1A, '\n'};

  private final ByteMatrix modules;

  /**
   * Uses error correction level L: the text is long, and on a screen large modules matter more than
   * error correction.
   */
  public QrImage(String text) {
    try {
      modules = Encoder.encode(text, ErrorCorrectionLevel.L).getMatrix();
    } catch (WriterException tooLong) {
      throw new IllegalArgumentException("the text does not fit into a QR code", tooLong);
    }
  }

  /** A PNG, black on white, one bit per pixel. */
  public byte[] png() {
    var side = side() * PIXELS_PER_MODULE;
    return write(
        file -> {
          file.write(PNG_SIGNATURE);
          chunk(
              file,
              "IHDR",
              header -> {
                header.writeInt(side);
                header.writeInt(side);
                header.write(new byte[] {1, 0, 0, 0, 0}); // 1 bit of grey, no filter, no interlace
              });
          chunk(
              file,
              "IDAT",
              data -> {
                try (var deflated = new DeflaterOutputStream(data)) {
                  for (var y = 0; y < side; y++) {
                    deflated.write(0); // this row is not filtered
                    deflated.write(row(y / PIXELS_PER_MODULE));
                  }
                }
              });
          chunk(file, "IEND", end -> {});
        });
  }

  /** An SVG with one unit per module, so that it scales without loss. */
  public String svg() {
    var path = new StringBuilder();
    for (var y = 0; y < side(); y++) {
      for (var x = 0; x < side(); x++) {
        if (isDark(x, y)) {
          path.append('M').append(x).append(' ').append(y).append("h1v1h-1z");
        }
      }
    }
    return """
        <svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 %1$d %1$d" \
        shape-rendering="crispEdges"><path fill="#fff" d="M0 0h%1$dv%1$dH0z"/>\
        <path d="%2$s"/></svg>
        """
        .formatted(side(), path);
  }

  private int side() {
    return modules.getWidth() + 2 * QUIET_ZONE;
  }

  private boolean isDark(int x, int y) {
    var column = x - QUIET_ZONE;
    var row = y - QUIET_ZONE;
    return column >= 0
        && row >= 0
        && column < modules.getWidth()
        && row < modules.getHeight()
        && modules.get(column, row) == 1;
  }

  /** With 8 pixels per module and one bit per pixel, a module is exactly one byte. */
  private byte[] row(int y) {
    var row = new byte[side()];
    for (var x = 0; x < row.length; x++) {
      row[x] = (byte) (isDark(x, y) ? 0x00 : 0xFF);
    }
    return row;
  }

  private static void chunk(DataOutputStream file, String type, Part content) throws IOException {
    var data = write(content);
    var name = type.getBytes(StandardCharsets.US_ASCII);
    var checksum = new CRC32();
    checksum.update(name);
    checksum.update(data);
    file.writeInt(data.length);
    file.write(name);
    file.write(data);
    file.writeInt((int) checksum.getValue());
  }

  private static byte[] write(Part part) {
    var bytes = new ByteArrayOutputStream();
    try (var out = new DataOutputStream(bytes)) {
      part.writeTo(out);
    } catch (IOException impossible) {
      throw new UncheckedIOException(impossible);
    }
    return bytes.toByteArray();
  }

  private interface Part {
    void writeTo(DataOutputStream out) throws IOException;
  }
}
