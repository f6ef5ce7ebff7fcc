package io.crier.whatsapp;

import io.crier.domain.profiles.Picture;
import java.awt.Color;
import java.awt.RenderingHints;
import java.awt.image.BufferedImage;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.util.Optional;
import javax.imageio.ImageIO;

/** Makes of a picture what WhatsApp takes: the square in its middle, as a JPEG of limited size. */
public final class SquarePicture {

  private static final int SIDE = 640;

  /** A small file may unpack to an image that fills the memory. */
  private static final long MOST_PIXELS = 25_000_000;

  private SquarePicture() {}

  /** Empty if it cannot be read, or is too large. */
  public static Optional<Picture> of(Picture picture) {
    try (var input = ImageIO.createImageInputStream(new ByteArrayInputStream(picture.bytes()))) {
      var readers = ImageIO.getImageReaders(input);
      if (!readers.hasNext()) {
        return Optional.empty();
      }
      var reader = readers.next();
      try {
        reader.setInput(input, true, true);
        if ((long) reader.getWidth(0) * reader.getHeight(0) > MOST_PIXELS) {
          return Optional.empty();
        }
        return Optional.of(new Picture("image/jpeg", jpeg(reader.read(0))));
      } finally {
        reader.dispose();
      }
    } catch (IOException | RuntimeException e) {
      // A broken file makes readers throw any exception.
      return Optional.empty();
    }
  }

  private static byte[] jpeg(BufferedImage whole) throws IOException {
    var edge = Math.min(whole.getWidth(), whole.getHeight());
    var left = (whole.getWidth() - edge) / 2;
    var top = (whole.getHeight() - edge) / 2;
    var side = Math.min(edge, SIDE);
    var square = new BufferedImage(side, side, BufferedImage.TYPE_INT_RGB);
    var graphics = square.createGraphics();
    graphics.setRenderingHint(
        RenderingHints.KEY_INTERPOLATION, RenderingHints.VALUE_INTERPOLATION_BICUBIC);
    graphics.drawImage(
        whole, 0, 0, side, side, left, top, left + edge, top + edge, Color.WHITE, null);
    graphics.dispose();
    var bytes = new ByteArrayOutputStream();
    ImageIO.write(square, "jpeg", bytes);
    return bytes.toByteArray();
  }
}
