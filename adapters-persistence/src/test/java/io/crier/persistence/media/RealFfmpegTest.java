package io.crier.persistence.media;

import static java.nio.charset.StandardCharsets.ISO_8859_1;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crier.domain.media.FileType;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests the conversion with the ffmpeg that is installed here, if there is one. */
class RealFfmpegTest {

  private static final Path PROGRAM = Path.of("/usr/bin/ffmpeg");
  private static final int RATE = 8_000;
  private static final int MOST = 1_000_000;

  @TempDir Path folder;
  private Ffmpeg ffmpeg;

  @BeforeEach
  void find() {
    assumeTrue(Files.isExecutable(PROGRAM), () -> "there is no " + PROGRAM);
    ffmpeg = new Ffmpeg(Optional.of(PROGRAM), folder.resolve("work"), Duration.ofMinutes(1));
  }

  @ParameterizedTest
  @CsvSource({
    "audio/wav, wav, pcm_s16le",
    "audio/mpeg, mp3, libmp3lame",
    "audio/aac, adts, aac",
    "audio/mp4, mp4, aac",
    "audio/ogg, ogg, libvorbis",
    "audio/webm, webm, libopus"
  })
  void convertsWhatPeopleRecord(String mimeType, String format, String codec) throws Exception {
    var voice = convert(mimeType, encoded(format, codec)).orElseThrow();

    assertThat(FileType.isOpus(voice)).isTrue();
    assertThat(folder.resolve("work")).isEmptyDirectory();
  }

  @Test
  void convertsNothingThatIsCutOff() throws IOException {
    assertThat(convert("audio/wav", Arrays.copyOf(tone(), 20))).isEmpty();
  }

  @Test
  void opensNoFileThatAPlaylistNames() throws IOException {
    Files.write(folder.resolve("tone.wav"), tone());
    var playlist = "ffconcat version 1.0\nfile '" + folder.resolve("tone.wav") + "'\n";

    assertThat(convert("audio/mpeg", playlist.getBytes(ISO_8859_1))).isEmpty();
  }

  private Optional<byte[]> convert(String mimeType, byte[] audio) throws IOException {
    var converted = ffmpeg.convert(mimeType, new ByteArrayInputStream(audio), MOST);
    if (converted.isEmpty()) {
      return Optional.empty();
    }
    try (var voice = converted.get()) {
      return Optional.of(voice.readAllBytes());
    }
  }

  private byte[] encoded(String format, String codec) throws Exception {
    var wav = Files.write(folder.resolve("tone.wav"), tone());
    var encoded = folder.resolve("encoded");
    var process =
        new ProcessBuilder(
                PROGRAM.toString(),
                "-loglevel",
                "error",
                "-i",
                wav.toString(),
                "-c:a",
                codec,
                "-f",
                format,
                encoded.toString())
            .redirectErrorStream(true)
            .start();
    var output = new String(process.getInputStream().readAllBytes(), ISO_8859_1);
    assertThat(process.waitFor()).as(output).isZero();
    return Files.readAllBytes(encoded);
  }

  /** A second of 440 Hz, as a WAV file. */
  private static byte[] tone() {
    var bytes = ByteBuffer.allocate(44 + RATE * 2).order(ByteOrder.LITTLE_ENDIAN);
    bytes.put("RIFF".getBytes(ISO_8859_1)).putInt(36 + RATE * 2);
    bytes.put("WAVEfmt ".getBytes(ISO_8859_1)).putInt(16).putShort((short) 1).putShort((short) 1);
    bytes.putInt(RATE).putInt(RATE * 2).putShort((short) 2).putShort((short) 16);
    bytes.put("data".getBytes(ISO_8859_1)).putInt(RATE * 2);
    for (var i = 0; i < RATE; i++) {
      bytes.putShort((short) (10_000 * Math.sin(2 * Math.PI * 440 * i / RATE)));
    }
    return bytes.array();
  }
}
