package io.crier.rest.door;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Path;
import java.util.Arrays;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class BodySpoolTest {

  @ParameterizedTest
  @ValueSource(ints = {0, 1, 65_536, 65_537, 1_000_000})
  void returnsWhatWasWritten(int size) throws IOException {
    var bytes = new byte[size];
    new Random(1).nextBytes(bytes);

    try (var spool = new BodySpool()) {
      for (var offset = 0; offset < size; offset += 1_000) {
        var piece = Arrays.copyOfRange(bytes, offset, Math.min(size, offset + 1_000));
        spool.write(piece, piece.length);
      }

      assertThat(spool.size()).isEqualTo(size);
      try (var input = spool.read()) {
        assertThat(input.readAllBytes()).isEqualTo(bytes);
      }
    }
  }

  @ParameterizedTest
  @ValueSource(ints = {100, 100_000})
  void returnsPartOfWhatWasWritten(int size) throws IOException {
    var bytes = new byte[size];
    new Random(1).nextBytes(bytes);

    try (var spool = new BodySpool()) {
      spool.write(bytes, size);

      try (var part = spool.read(10, size - 20)) {
        assertThat(part.readAllBytes()).isEqualTo(Arrays.copyOfRange(bytes, 10, size - 10));
      }
    }
  }

  @Test
  void leavesNoFile(@TempDir Path directory) throws IOException {
    try (var spool = new BodySpool(directory)) {
      spool.write(new byte[100_000], 100_000);
      assertThat(directory).isNotEmptyDirectory();
    }
    assertThat(directory).isEmptyDirectory();
  }

  @Test
  void keepsNothingOnceClosed() throws IOException {
    var spool = new BodySpool();
    spool.close();

    spool.write(new byte[100_000], 100_000);

    assertThat(spool.size()).isZero();
  }
}
