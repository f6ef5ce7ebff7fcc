package io.crier.rest.messages;

import static io.crier.domain.messages.MessageProblem.INVALID_CONTENT;
import static io.crier.domain.messages.MessageProblem.MEDIA_MISSING;
import static io.crier.domain.messages.MessageProblem.MEDIA_UNREACHABLE;

import io.crier.application.messages.KeepMedia;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.MediaFile;
import io.crier.rest.media.Downloads;
import io.crier.rest.outbound.Unavailable;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.net.URISyntaxException;
import java.time.Duration;
import java.util.Base64;
import java.util.Objects;
import java.util.Optional;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/** Gets the files of messages from wherever callers say that they are, and keeps them. */
@ApplicationScoped
public class Attachments {

  private static final int LONGEST_URL = 2_048;
  private static final int LONGEST_HEAD = 200;
  private static final Pattern DATA = Pattern.compile("data:([^;,]*)(?:;[^;,]+)*;base64");

  private KeepMedia keepMedia;
  private Downloads downloads;

  /** For the proxy. */
  protected Attachments() {}

  @Inject
  Attachments(KeepMedia keepMedia, Downloads downloads) {
    this.keepMedia = keepMedia;
    this.downloads = downloads;
  }

  /** Refuses a message whose file comes from nowhere, or in more than one way. */
  void requireOneSource(NewMessage.WithFile message, boolean uploaded) {
    var sources =
        Stream.of(message.url(), message.data(), uploaded ? "file" : null)
            .filter(Objects::nonNull)
            .count();
    if (sources != 1) {
      throw new Refused(MEDIA_MISSING);
    }
    Optional.ofNullable(message.sendAt()).ifPresent(keepMedia::requireKeptUntil);
  }

  /** Keeps a file that is at the message's URL, which is fetched, or in its data. */
  MediaFile keep(AccountId account, NewMessage.WithFile message, Duration patience) {
    return message.url() != null ? fetch(account, message, patience) : decode(account, message);
  }

  /** Keeps a file that came along. */
  MediaFile keep(
      AccountId account, NewMessage.WithFile message, Optional<String> claimed, InputStream bytes) {
    try {
      return keepMedia.keep(account, message.kind(), claimed, bytes);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  void forget(AccountId account, MediaFile file) {
    keepMedia.forget(account, file);
  }

  private MediaFile fetch(AccountId account, NewMessage.WithFile message, Duration patience) {
    try {
      return downloads
          .client()
          .get(
              url(message.url()),
              patience,
              (type, body) -> keepMedia.keep(account, message.kind(), type, body));
    } catch (Unavailable e) {
      throw new Refused(MEDIA_UNREACHABLE, "url: " + e.getMessage());
    }
  }

  private static URI url(String text) {
    try {
      if (text.length() <= LONGEST_URL) {
        return new URI(text);
      }
    } catch (URISyntaxException isNone) {
      // falls through to the refusal
    }
    throw new Refused(INVALID_CONTENT, "url: expected one such as https://example.com/door.jpg");
  }

  private MediaFile decode(AccountId account, NewMessage.WithFile message) {
    var data = message.data();
    var comma = data.indexOf(',');
    var head = DATA.matcher(data.substring(0, Math.clamp(comma, 0, LONGEST_HEAD)));
    if (!head.matches()) {
      throw notData();
    }
    return keep(
        account,
        message,
        Optional.of(head.group(1)),
        new ByteArrayInputStream(bytes(data.substring(comma + 1))));
  }

  private static byte[] bytes(String base64) {
    try {
      return Base64.getDecoder().decode(base64);
    } catch (IllegalArgumentException e) {
      throw notData();
    }
  }

  private static Refused notData() {
    return new Refused(
        INVALID_CONTENT, "data: expected a data URI such as data:image/png;base64,…");
  }
}
