package io.crier.bootstrap;

import io.crier.application.Clockwork;
import io.crier.application.UnitOfWork;
import io.crier.application.events.Events;
import io.crier.application.media.Downloads;
import io.crier.application.media.ForgetMedia;
import io.crier.application.media.KeepMedia;
import io.crier.application.media.MediaStore;
import io.crier.application.media.OpenMedia;
import io.crier.application.media.VoiceConverter;
import io.crier.application.messages.DownloadMedia;
import io.crier.application.messages.FetchMedia;
import io.crier.application.messages.Messages;
import io.crier.application.messages.MissingFiles;
import io.crier.application.sending.KeepAttachment;
import io.crier.application.sessions.Lease;
import io.crier.application.sessions.RunSessions;
import io.crier.persistence.ServerSecrets;
import io.crier.persistence.media.MediaConfiguration;
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
import java.time.InstantSource;
import java.util.random.RandomGenerator;

/** Wires the storage, download and links of files. */
@ApplicationScoped
public class MediaWiring {

  @Inject DataFolder data;

  @Produces
  @Singleton
  MediaStore mediaStore(MediaConfiguration configuration, InstantSource clock) {
    return configuration.store(data.path("media"), clock);
  }

  void close(@Disposes MediaStore media) {
    if (media instanceof S3MediaStore s3) {
      s3.close();
    }
  }

  @Produces
  @Singleton
  VoiceConverter voiceConverter(MediaConfiguration configuration) {
    return configuration.voiceConverter(data.path("voice"));
  }

  @Produces
  @Singleton
  KeepMedia keepMedia(
      MediaStore media,
      MediaConfiguration configuration,
      VoiceConverter voices,
      InstantSource clock) {
    return new KeepMedia(media, configuration.limits(), voices, clock);
  }

  @Produces
  @Singleton
  ForgetMedia forgetMedia(MediaStore media, MediaConfiguration configuration, InstantSource clock) {
    return new ForgetMedia(media, clock, configuration.limits().kept());
  }

  @Produces
  @Singleton
  KeepAttachment keepAttachment(KeepMedia keepMedia, Downloads downloads) {
    return new KeepAttachment(keepMedia, downloads);
  }

  @Produces
  @Singleton
  DownloadMedia downloadMedia(
      MissingFiles missingFiles,
      Messages messages,
      RunSessions runSessions,
      Events events,
      UnitOfWork unitOfWork,
      Lease lease,
      Clockwork clockwork,
      RandomGenerator random) {
    return new DownloadMedia(
        missingFiles, messages, runSessions, events, unitOfWork, lease, clockwork, random);
  }

  @Produces
  @Singleton
  FetchMedia fetchMedia(
      Messages messages,
      MissingFiles missingFiles,
      DownloadMedia downloadMedia,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new FetchMedia(messages, missingFiles, downloadMedia, unitOfWork, clock);
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
  MediaLinks mediaLinks(
      ServerSecrets secrets,
      ServerConfiguration server,
      MediaConfiguration configuration,
      InstantSource clock) {
    return new MediaLinks(
        secrets.authenticate("media-links", new byte[0]),
        server.url(),
        configuration.linkLasts(),
        clock);
  }
}
