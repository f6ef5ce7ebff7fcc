package io.crier.bootstrap;

import io.crier.application.media.Downloads;
import io.crier.application.media.KeepMedia;
import io.crier.application.media.MediaStore;
import io.crier.application.media.OpenMedia;
import io.crier.application.sending.KeepAttachment;
import io.crier.persistence.ServerSecrets;
import io.crier.persistence.media.FileMediaStore;
import io.crier.persistence.media.S3MediaStore;
import io.crier.rest.outbound.GuardedDownloads;
import io.crier.rest.outbound.OutboundClient;
import io.crier.rest.outbound.OutboundLimits;
import io.crier.rest.outbound.OutboundPolicy;
import io.crier.rest.v1.media.MediaLinks;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.config.Config;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Where files are kept, how they come in, and by which links they are got. */
@ApplicationScoped
public class MediaWiring {

  private static final String FOLDER = "media";

  @Inject Config config;
  @Inject DataFolder data;

  @Inject
  @ConfigProperty(name = "crier.media.image-bytes", defaultValue = "5242880")
  long imageBytes;

  @Inject
  @ConfigProperty(name = "crier.media.video-bytes", defaultValue = "16777216")
  long videoBytes;

  @Inject
  @ConfigProperty(name = "crier.media.audio-bytes", defaultValue = "16777216")
  long audioBytes;

  @Inject
  @ConfigProperty(name = "crier.media.document-bytes", defaultValue = "104857600")
  long documentBytes;

  @Inject
  @ConfigProperty(name = "crier.media.keep", defaultValue = "P30D")
  Duration kept;

  @Inject
  @ConfigProperty(name = "crier.media.link-lasts", defaultValue = "PT1H")
  Duration linkLasts;

  @Inject
  @ConfigProperty(name = "crier.media.s3.endpoint")
  Optional<URI> s3Endpoint;

  @Inject
  @ConfigProperty(name = "crier.public-url")
  Optional<String> publicUrl;

  @Inject
  @ConfigProperty(name = "crier.port", defaultValue = "9080")
  int port;

  @Produces
  @Singleton
  MediaStore mediaStore(InstantSource clock) {
    return s3Endpoint
        .<MediaStore>map(endpoint -> s3MediaStore(endpoint, clock))
        .orElseGet(() -> new FileMediaStore(data.path(FOLDER), clock));
  }

  void close(@Disposes MediaStore media) {
    if (media instanceof S3MediaStore s3) {
      s3.close();
    }
  }

  private S3MediaStore s3MediaStore(URI endpoint, InstantSource clock) {
    var bucket =
        new S3MediaStore.Bucket(
            endpoint, s3("bucket"), s3("region"), s3("access-key"), s3("secret-key"));
    return new S3MediaStore(bucket, data.path(FOLDER), clock);
  }

  private String s3(String name) {
    return config.getValue("crier.media.s3." + name, String.class);
  }

  @Produces
  @Singleton
  KeepMedia keepMedia(MediaStore media, InstantSource clock) {
    return new KeepMedia(
        media,
        new KeepMedia.Limits(imageBytes, videoBytes, audioBytes, documentBytes, kept),
        clock);
  }

  @Produces
  @Singleton
  KeepAttachment keepAttachment(KeepMedia keepMedia, Downloads downloads) {
    return new KeepAttachment(keepMedia, downloads);
  }

  @Produces
  @Singleton
  OpenMedia openMedia(MediaStore media) {
    return new OpenMedia(media);
  }

  @Produces
  @Singleton
  GuardedDownloads downloads(OutboundPolicy policy) {
    return new GuardedDownloads(new OutboundClient(policy, OutboundLimits.FILES));
  }

  void close(@Disposes GuardedDownloads downloads) {
    downloads.client().close();
  }

  @Produces
  @Singleton
  MediaLinks mediaLinks(ServerSecrets secrets, InstantSource clock) {
    return new MediaLinks(
        secrets.authenticate("media-links", new byte[0]),
        publicUrl.orElse("http://localhost:" + port),
        linkLasts,
        clock);
  }
}
