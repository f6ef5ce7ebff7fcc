package io.crier.persistence.media;

import static io.crier.domain.RequestProblem.OVERLOADED;
import static io.crier.domain.media.MediaProblem.MEDIA_TOO_LARGE;
import static java.nio.file.StandardOpenOption.DELETE_ON_CLOSE;

import io.crier.application.media.VoiceConverter;
import io.crier.domain.Refused;
import java.io.IOException;
import java.io.InputStream;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;

/**
 * Converts audio with the program ffmpeg: a few files at once, each within a time limit, without a
 * shell, and reading nothing but the file.
 */
public final class Ffmpeg implements VoiceConverter {

  private static final Logger LOG = System.getLogger(Ffmpeg.class.getName());
  private static final int MOST_AT_ONCE = 2;
  private static final Duration TURN = Duration.ofSeconds(10);

  /** The format to read by MIME type, so that no file is read as a playlist. */
  private static final Map<String, String> FORMATS =
      Map.of(
          "audio/ogg", "ogg",
          "audio/mpeg", "mp3",
          "audio/aac", "aac",
          "audio/amr", "amr",
          "audio/mp4", "mov",
          "audio/wav", "wav",
          "audio/webm", "matroska");

  private final Optional<Path> program;
  private final Path folder;
  private final Duration timeout;
  private final Semaphore places = new Semaphore(MOST_AT_ONCE, true);

  /**
   * @param program empty if the operator has configured none
   * @param folder for the files while they are converted
   */
  public Ffmpeg(Optional<Path> program, Path folder, Duration timeout) {
    this.program = program;
    this.folder = folder;
    this.timeout = timeout;
  }

  @Override
  public boolean isAvailable() {
    return program.isPresent();
  }

  @Override
  public Optional<InputStream> convert(String mimeType, InputStream audio, long most)
      throws IOException {
    var format = FORMATS.get(mimeType);
    if (program.isEmpty() || format == null) {
      return Optional.empty();
    }
    Files.createDirectories(folder);
    var from = Files.createTempFile(folder, "audio", "");
    var to = Files.createTempFile(folder, "voice", "");
    try {
      write(audio, from, most);
      if (run(command(program.get(), format, from, to, most)) && Files.size(to) > 0) {
        return Optional.of(Files.newInputStream(to, DELETE_ON_CLOSE));
      }
      Files.deleteIfExists(to);
      return Optional.empty();
    } catch (IOException | RuntimeException e) {
      Files.deleteIfExists(to);
      throw e;
    } finally {
      Files.deleteIfExists(from);
    }
  }

  private static void write(InputStream audio, Path file, long most) throws IOException {
    try (var out = Files.newOutputStream(file)) {
      var left = most;
      var buffer = new byte[8192];
      for (int read; (read = audio.read(buffer)) >= 0; left -= read) {
        if (read > left) {
          throw new Refused(MEDIA_TOO_LARGE, "at most " + most + " bytes");
        }
        out.write(buffer, 0, read);
      }
    }
  }

  private static List<String> command(Path program, String format, Path from, Path to, long most) {
    return List.of(
        program.toString(),
        "-nostdin",
        "-hide_banner",
        "-loglevel",
        "error",
        "-y",
        "-protocol_whitelist",
        "file",
        "-f",
        format,
        "-i",
        "file:" + from,
        "-map",
        "0:a:0",
        "-map_metadata",
        "-1",
        "-ac",
        "1",
        "-ar",
        "48000",
        "-c:a",
        "libopus",
        "-b:a",
        "32k",
        "-threads",
        "1",
        "-fs",
        Long.toString(most),
        "-f",
        "ogg",
        "file:" + to);
  }

  /** Whether the program has succeeded. */
  private boolean run(List<String> command) throws IOException {
    try {
      if (!places.tryAcquire(TURN.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Refused(OVERLOADED, "too many voice messages are being converted");
      }
      try {
        return start(command);
      } finally {
        places.release();
      }
    } catch (InterruptedException e) {
      Thread.currentThread().interrupt();
      throw new IOException("interrupted while converting a voice message", e);
    }
  }

  private boolean start(List<String> command) throws IOException, InterruptedException {
    var builder =
        new ProcessBuilder(command)
            .directory(folder.toFile())
            .redirectErrorStream(true)
            .redirectOutput(ProcessBuilder.Redirect.DISCARD);
    builder.environment().clear();
    var process = builder.start();
    try {
      if (process.waitFor(timeout.toMillis(), TimeUnit.MILLISECONDS)) {
        return process.exitValue() == 0;
      }
      LOG.log(Level.WARNING, "ffmpeg took longer than {0} for a voice message", timeout);
      return false;
    } finally {
      process.destroyForcibly();
    }
  }
}
