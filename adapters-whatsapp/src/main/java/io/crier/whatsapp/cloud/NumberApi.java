package io.crier.whatsapp.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.media.MediaStore;
import io.crier.application.sessions.InboundMedia;
import io.crier.application.sessions.MediaUnavailable;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaFailure;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaReference;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.whatsapp.InboundFiles;
import jakarta.ws.rs.ProcessingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.net.URI;
import java.util.function.Supplier;

/** The Graph API for one number. */
record NumberApi(
    Supplier<Graph> graph,
    Supplier<MetaFiles> files,
    MediaStore mediaStore,
    AccountId account,
    CloudSettings settings)
    implements InboundMedia {

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

  JsonNode profile() {
    return graph
        .get()
        .profile(
            settings.version(),
            settings.phone(),
            "about,address,description,email,websites,vertical",
            settings.bearer());
  }

  void changeProfile(JsonNode change) {
    graph.get().changeProfile(settings.version(), settings.phone(), settings.bearer(), change);
  }

  /**
   * A page of those who are blocked.
   *
   * @param after the cursor of the page before, or null
   */
  JsonNode blocked(String after) {
    return graph.get().blocked(settings.version(), settings.phone(), after, settings.bearer());
  }

  void block(JsonNode people, boolean block) {
    if (block) {
      graph.get().block(settings.version(), settings.phone(), settings.bearer(), people);
    } else {
      graph.get().unblock(settings.version(), settings.phone(), settings.bearer(), people);
    }
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

  /** Downloads a received file by its id at Meta. */
  @Override
  public MediaFile download(MissingMedia missing, MediaReference id) throws MediaUnavailable {
    var request = files.get().request(url(id.value()), settings.bearer());
    return new InboundFiles(mediaStore, account).download(request, missing.mimeType());
  }

  private URI url(String id) throws MediaUnavailable {
    try {
      var file = graph.get().file(settings.version(), id, settings.bearer());
      return URI.create(file.path("url").asText());
    } catch (GraphException e) {
      var failure = e.isNotFound() ? MediaFailure.GONE : MediaFailure.UNREACHABLE;
      throw new MediaUnavailable(failure, e.getMessage());
    } catch (ProcessingException e) {
      throw new MediaUnavailable(MediaFailure.UNREACHABLE, "Meta did not answer: " + e);
    }
  }
}
