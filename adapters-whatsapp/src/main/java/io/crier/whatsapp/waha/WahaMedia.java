package io.crier.whatsapp.waha;

import static io.crier.whatsapp.JsonTrees.MAPPER;

import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.media.Downloads;
import io.crier.application.sessions.InboundMedia;
import io.crier.application.sessions.MediaUnavailable;
import io.crier.domain.Refused;
import io.crier.domain.media.MediaFailure;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaReference;
import io.crier.domain.messages.MissingMedia;
import io.crier.whatsapp.InboundFiles;
import jakarta.ws.rs.ProcessingException;
import jakarta.ws.rs.client.Client;
import java.net.URI;
import java.time.Duration;
import java.util.Optional;
import java.util.function.Supplier;

/**
 * Downloads received files from the URLs that WAHA gives: its own, or one of its storage (S3).
 *
 * @param waha the address of WAHA, if configured
 * @param downloads for the storage: it refuses addresses that the operator does not allow
 */
record WahaMedia(
    Supplier<Client> client,
    Optional<URI> waha,
    SessionApi api,
    Downloads downloads,
    InboundFiles files)
    implements InboundMedia {

  private static final String URL = "url";
  private static final String CHAT = "chat";
  private static final String ID = "id";
  private static final String FILES = "/api/files/";
  private static final Duration TIMEOUT = Duration.ofMinutes(5);

  /** The file of a message, if it has one. */
  static Optional<MediaReference> reference(String chat, JsonNode message) {
    if (!message.path("hasMedia").asBoolean()) {
      return Optional.empty();
    }
    var id = message.path("id");
    var reference = MAPPER.createObjectNode();
    reference.put(URL, message.at("/media/url").textValue());
    reference.put(CHAT, chat);
    reference.put(ID, id.isTextual() ? id.textValue() : id.path("_serialized").textValue());
    return Optional.of(new MediaReference(reference.toString()));
  }

  @Override
  public MediaFile download(MissingMedia missing, MediaReference reference)
      throws MediaUnavailable {
    var message = read(reference);
    var url = message.path(URL).textValue();
    if (url != null) {
      try {
        return download(url, missing.mimeType());
      } catch (MediaUnavailable e) {
        if (e.failure().isFinal()) {
          throw e;
        }
      }
    }
    return download(askAgain(message), missing.mimeType());
  }

  private static JsonNode read(MediaReference reference) {
    try {
      return MAPPER.readTree(reference.value());
    } catch (JsonProcessingException e) {
      throw new IllegalArgumentException("not a reference of WAHA", e);
    }
  }

  /** Has WAHA download the file again; returns its new URL. */
  private String askAgain(JsonNode message) throws MediaUnavailable {
    try {
      var found = api.message(message.path(CHAT).asText(), message.path(ID).asText());
      return Optional.ofNullable(found.at("/media/url").textValue())
          .orElseThrow(() -> new MediaUnavailable(MediaFailure.GONE, "WAHA does not have it"));
    } catch (WahaException e) {
      var failure = e.isNotFound() ? MediaFailure.GONE : MediaFailure.UNREACHABLE;
      throw new MediaUnavailable(failure, e.getMessage());
    } catch (ProcessingException e) {
      throw new MediaUnavailable(MediaFailure.UNREACHABLE, "WAHA did not answer: " + e);
    }
  }

  /** In its own URLs the host is WAHA's own view of its address, so only the path is used. */
  private MediaFile download(String text, String mimeType) throws MediaUnavailable {
    var url = uri(text);
    var path = url.getRawPath();
    return path != null && path.startsWith(FILES)
        ? files.download(
            client
                .get()
                .target(waha.orElseThrow().resolve(path))
                .request()
                .header(Waha.KEY, api.settings().apiKey()),
            mimeType)
        : downloadFromStorage(url, mimeType);
  }

  private static URI uri(String text) throws MediaUnavailable {
    try {
      return URI.create(text);
    } catch (IllegalArgumentException e) {
      throw new MediaUnavailable(MediaFailure.BLOCKED, "the URL of the file is not valid");
    }
  }

  private MediaFile downloadFromStorage(URI url, String mimeType) throws MediaUnavailable {
    try {
      return downloads.fetch(url, TIMEOUT, (type, bytes) -> files.store(mimeType, bytes));
    } catch (Downloads.Unavailable e) {
      var failure = e.isBlocked() ? MediaFailure.BLOCKED : MediaFailure.UNREACHABLE;
      throw new MediaUnavailable(failure, e.getMessage());
    } catch (Refused refused) {
      throw InboundFiles.unavailable(refused);
    }
  }
}
