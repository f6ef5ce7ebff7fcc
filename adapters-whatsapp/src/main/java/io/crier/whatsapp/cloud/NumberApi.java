package io.crier.whatsapp.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.media.MediaStore;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaFile;
import io.crier.domain.sessions.PhoneNumber;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.Optional;
import java.util.function.Supplier;

/** The Graph API for one number. */
record NumberApi(
    Supplier<Graph> graph,
    Supplier<MetaFiles> files,
    MediaStore mediaStore,
    AccountId account,
    CloudSettings settings) {

  private static final Logger LOG = System.getLogger(NumberApi.class.getName());

  PhoneNumber number() {
    var response =
        graph
            .get()
            .number(
                settings.version(), settings.phone(), "display_phone_number", settings.bearer());
    var digits = response.path("display_phone_number").asText().replaceAll("\\D", "");
    return new PhoneNumber("+" + digits);
  }

  JsonNode post(JsonNode message) {
    return graph.get().post(settings.version(), settings.phone(), settings.bearer(), message);
  }

  /** Uploads a file, and returns its id at Meta. */
  String upload(MediaFile file) throws IOException {
    var stored = mediaStore.open(account, file.id());
    try (var bytes = stored.orElseThrow(FileNotFoundException::new)) {
      var form = new FileForm(file.mimeType(), bytes);
      return graph
          .get()
          .upload(settings.version(), settings.phone(), settings.bearer(), form)
          .path("id")
          .asText();
    }
  }

  /** Fetches a received file, by its id at Meta, and stores it. */
  Optional<MediaFile> fetch(String id, String mimeType) {
    try {
      var url = graph.get().file(settings.version(), id, settings.bearer()).path("url").asText();
      return Optional.of(files.get().fetch(account, mimeType, URI.create(url), settings.bearer()));
    } catch (RuntimeException | IOException e) {
      LOG.log(Level.WARNING, "a received file could not be fetched", e);
      return Optional.empty();
    }
  }
}
