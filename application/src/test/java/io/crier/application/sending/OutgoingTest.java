package io.crier.application.sending;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sending.Outgoing.Attachment;
import io.crier.application.sending.Outgoing.FileSource;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.sessions.SessionId;
import java.net.URI;
import java.time.Instant;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class OutgoingTest {

  private static final SessionId SESSION = SessionId.next(Instant.parse("2026-03-02T12:00:00Z"));

  @ParameterizedTest
  @CsvSource({
    "https://example.com/invoices/invoice.pdf, invoice.pdf",
    "https://example.com/invoice.pdf?token=a/b.c#page, invoice.pdf",
    "https://example.com/%D9%81%D8%A7%D8%AA%D9%88%D8%B1%D8%A9%20%E2%84%961.pdf, فاتورة №1.pdf",
  })
  void namesADocumentAsItsUrlDoes(String url, String name) {
    assertThat(filename(MediaKind.DOCUMENT, url, Optional.empty())).hasValue(name);
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://example.com",
        "https://example.com/",
        "https://example.com/download",
        "https://example.com/a%5Cb.pdf",
        "https://example.com/a%0Ab.pdf",
        "mailto:invoice.pdf",
      })
  void leavesADocumentWithoutNameIfItsUrlHasNone(String url) {
    assertThat(filename(MediaKind.DOCUMENT, url, Optional.empty())).isEmpty();
  }

  @Test
  void prefersTheGivenName() {
    var url = "https://example.com/invoice.pdf";

    assertThat(filename(MediaKind.DOCUMENT, url, Optional.of("Rechnung.pdf")))
        .hasValue("Rechnung.pdf");
    assertThat(filename(MediaKind.IMAGE, url, Optional.empty())).isEmpty();
  }

  private static Optional<String> filename(MediaKind kind, String url, Optional<String> given) {
    var message =
        new Outgoing(
            SESSION,
            MessageFixture.SOMEBODY,
            Optional.empty(),
            (quoted, file) ->
                new Content.Media(kind, file.orElseThrow(), Optional.empty(), given, Context.NONE),
            Optional.of(new Attachment(kind, new FileSource.AtUrl(URI.create(url)))),
            Handling.ORDINARY,
            false);

    return ((Content.Media) message.content(Optional.empty(), Optional.of(MessageFixture.FILE)))
        .filename();
  }
}
