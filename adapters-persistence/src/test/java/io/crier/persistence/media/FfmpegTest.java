package io.crier.persistence.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.media.InMemoryVoiceConverter;
import io.crier.application.media.VoiceConverter;
import io.crier.application.media.VoiceConverterContract;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.DisabledOnOs;
import org.junit.jupiter.api.condition.OS;
import org.junit.jupiter.api.io.TempDir;

/** Tests the use of a program that takes the arguments of ffmpeg. */
@DisabledOnOs(OS.WINDOWS)
class FfmpegTest implements VoiceConverterContract {

  @TempDir Path folder;

  @BeforeEach
  void prepare() throws IOException {
    Files.write(folder.resolve("voice.ogg"), InMemoryVoiceConverter.VOICE);
  }

  @Override
  public VoiceConverter converter() {
    return converter(
        """
        for last; do :; done
        while [ "$1" != -i ]; do shift; done
        echo "$*" > %1$s/arguments
        /bin/grep -q broken "${2#file:}" && exit 1
        /bin/cp %1$s/voice.ogg "${last#file:}"
        """
            .formatted(folder),
        Duration.ofSeconds(20));
  }

  @Test
  void leavesNoFilesBehind() throws IOException {
    try (var voice = convert(converter(), MP3).orElseThrow()) {
      voice.readAllBytes();
    }
    assertThat(convert(converter(), BROKEN)).isEmpty();

    assertThat(folder.resolve("work")).isEmptyDirectory();
    assertThat(Files.readString(folder.resolve("arguments"))).contains("-c:a libopus");
  }

  @Test
  void endsAProgramThatHangs() throws IOException {
    assertThat(convert(converter("exec /bin/sleep 60", Duration.ofMillis(1)), MP3)).isEmpty();
    assertThat(folder.resolve("work")).isEmptyDirectory();
  }

  @Test
  void isUnavailableWithoutTheProgram() throws IOException {
    var none = new Ffmpeg(Optional.empty(), folder, Duration.ofSeconds(1));

    assertThat(none.isAvailable()).isFalse();
    assertThat(convert(none, MP3)).isEmpty();
  }

  @Test
  void convertsOnlyAudioThatItKnows() throws IOException {
    var playlist = new ByteArrayInputStream("#EXTM3U".getBytes(ISO_8859_1));

    assertThat(converter().convert("application/x-mpegurl", playlist, 100)).isEmpty();
  }

  private static Optional<InputStream> convert(VoiceConverter converter, byte[] audio)
      throws IOException {
    return converter.convert("audio/mpeg", new ByteArrayInputStream(audio), 1_000);
  }

  private VoiceConverter converter(String script, Duration timeout) {
    try {
      var program = Files.createTempFile(folder, "ffmpeg", ".sh");
      Files.writeString(program, "#!/bin/sh\n" + script, UTF_8);
      Files.setPosixFilePermissions(program, PosixFilePermissions.fromString("rwx------"));
      return new Ffmpeg(Optional.of(program), folder.resolve("work"), timeout);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
