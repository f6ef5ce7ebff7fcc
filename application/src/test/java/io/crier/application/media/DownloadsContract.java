package io.crier.application.media;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.domain.Refused;
import io.crier.domain.RequestProblem;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import org.junit.jupiter.api.Test;

/** What every {@link Downloads} promises. */
public interface DownloadsContract {

  Duration TIMEOUT = Duration.ofSeconds(30);

  Downloads downloads();

  /** A URL from which a file of this type with these bytes can be downloaded. */
  URI serve(String path, String type, byte[] bytes);

  /** A URL at which there is nothing. */
  URI nothing();

  @Test
  default void fetchesAUrl() throws Exception {
    var url = serve("/door.txt", "text/plain", "open".getBytes(StandardCharsets.UTF_8));

    var read =
        downloads().fetch(url, TIMEOUT, (type, body) -> type.orElseThrow() + " " + text(body));

    assertThat(read).isEqualTo("text/plain open");
  }

  @Test
  default void explainsWhyADownloadFails() {
    assertThatThrownBy(() -> downloads().fetch(nothing(), TIMEOUT, (type, body) -> text(body)))
        .isInstanceOf(Downloads.Unavailable.class)
        .hasMessage("the server answered 404");
  }

  @Test
  default void passesOnARefusalOfTheReader() {
    var url = serve("/door.txt", "text/plain", new byte[] {1});

    assertThatThrownBy(
            () ->
                downloads()
                    .fetch(
                        url,
                        TIMEOUT,
                        (type, body) -> {
                          throw new Refused(RequestProblem.INVALID_REQUEST);
                        }))
        .isInstanceOf(Refused.class);
  }

  @Test
  default void distinguishesReaderFailuresFromDownloadFailures() {
    var url = serve("/door.txt", "text/plain", new byte[] {1});

    assertThatThrownBy(
            () ->
                downloads()
                    .fetch(
                        url,
                        TIMEOUT,
                        (type, body) -> {
                          throw new IOException("the disk is full");
                        }))
        .isInstanceOf(UncheckedIOException.class);
  }

  private static String text(InputStream body) throws IOException {
    return new String(body.readAllBytes(), StandardCharsets.UTF_8);
  }
}
