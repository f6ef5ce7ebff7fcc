package io.crier.persistence.media;

import io.crier.application.media.KeepMedia;
import io.crier.application.media.MediaStore;
import io.crier.application.media.VoiceConverter;
import java.net.URI;
import java.nio.file.Path;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;

/**
 * The operator's settings of files.
 *
 * @param bucket where files are kept; empty means a folder of this node
 * @param ffmpeg the program that converts audio to voice messages, if there is one
 * @param linkLasts how long a link to a file can be opened
 */
public record MediaConfiguration(
    KeepMedia.Limits limits,
    Optional<S3MediaStore.Bucket> bucket,
    Optional<Path> ffmpeg,
    Duration linkLasts) {

  private static final Duration CONVERSION = Duration.ofSeconds(30);

  /** Reads each key once. */
  public static MediaConfiguration of(Config config) {
    return new MediaConfiguration(
        new KeepMedia.Limits(
            bytes(config, "crier.media.image-bytes", 5 << 20),
            bytes(config, "crier.media.video-bytes", 16 << 20),
            bytes(config, "crier.media.audio-bytes", 16 << 20),
            bytes(config, "crier.media.document-bytes", 100 << 20),
            duration(config, "crier.media.keep", Duration.ofDays(30))),
        config
            .getOptionalValue("crier.media.s3.endpoint", URI.class)
            .map(endpoint -> bucket(config, endpoint)),
        config.getOptionalValue("crier.ffmpeg", String.class).map(Path::of),
        duration(config, "crier.media.link-lasts", Duration.ofHours(1)));
  }

  private static S3MediaStore.Bucket bucket(Config config, URI endpoint) {
    return new S3MediaStore.Bucket(
        endpoint,
        config.getValue("crier.media.s3.bucket", String.class),
        config.getValue("crier.media.s3.region", String.class),
        config.getValue("crier.media.s3.access-key", String.class),
        config.getValue("crier.media.s3.secret-key", String.class));
  }

  private static long bytes(Config config, String key, long standard) {
    return config.getOptionalValue(key, Long.class).orElse(standard);
  }

  private static Duration duration(Config config, String key, Duration standard) {
    return config.getOptionalValue(key, Duration.class).orElse(standard);
  }

  /**
   * What converts audio to voice messages.
   *
   * @param folder for the files meanwhile
   */
  public VoiceConverter voiceConverter(Path folder) {
    return new Ffmpeg(ffmpeg, folder, CONVERSION);
  }

  /**
   * The store that the operator has chosen.
   *
   * @param folder for the files, or for what is on its way to the bucket
   */
  public MediaStore store(Path folder, InstantSource clock) {
    return bucket
        .<MediaStore>map(it -> new S3MediaStore(it, folder, clock))
        .orElseGet(() -> new FileMediaStore(folder, clock));
  }
}
