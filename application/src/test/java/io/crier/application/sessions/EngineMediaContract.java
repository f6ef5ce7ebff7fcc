package io.crier.application.sessions;

import static java.nio.charset.StandardCharsets.US_ASCII;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatExceptionOfType;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import io.crier.application.sessions.Engine.Event;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.MissingMedia;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How an {@link Engine} receives files. */
public interface EngineMediaContract extends EngineFixture {

  byte[] FILE = "%PDF-1.7 of a bill".getBytes(US_ASCII);

  MissingMedia BILL =
      new MissingMedia(
          MediaKind.DOCUMENT,
          "application/pdf",
          Optional.of((long) FILE.length),
          Optional.of("الفاتورة"),
          Optional.of("bill.pdf"),
          Optional.empty(),
          Context.NONE);

  @Test
  default void receivesAFileWithItsMessage() {
    assumeMedia();
    var link = linked();

    whatsApp().writeFile(SESSION, THEM, BILL, FILE);
    settle();

    var content = received(link).content();
    assertThat(content).isInstanceOf(Content.Media.class);
    assertThat(content.text()).isEqualTo("الفاتورة");
    assertIsFile(((Content.Media) content).file());
  }

  @Test
  default void receivesAMessageWhoseFileCannotBeDownloadedYet() {
    assumeMedia();
    var link = linked();
    whatsApp().failDownloads(SESSION, true);

    whatsApp().writeFile(SESSION, THEM, BILL, FILE);
    settle();

    var missing = (MissingMedia) received(link).content();
    assertThat(missing.kind()).isEqualTo(MediaKind.DOCUMENT);
    assertThat(missing.mimeType()).isEqualTo("application/pdf");
    assertThat(missing.caption()).contains("الفاتورة");
    assertThat(missing.filename()).contains("bill.pdf");
    assertThat(missing.failure()).isEmpty();
    assertThat(missing.size().orElse((long) FILE.length)).isEqualTo(FILE.length);
  }

  @Test
  default void downloadsAMissingFileLater() throws MediaUnavailable {
    assumeMedia();
    var link = linked();
    whatsApp().failDownloads(SESSION, true);
    whatsApp().writeFile(SESSION, THEM, BILL, FILE);
    settle();
    var missing = (MissingMedia) received(link).content();
    var reference = received(link).media().orElseThrow();
    assertThatExceptionOfType(MediaUnavailable.class)
        .isThrownBy(() -> link.connection().media().orElseThrow().download(missing, reference));

    whatsApp().failDownloads(SESSION, false);
    var again = link.reopen();

    assertIsFile(again.connection().media().orElseThrow().download(missing, reference));
  }

  private void assumeMedia() {
    assumeAbility(Ability.RECEIVE);
    assumeTrue(receivesFiles());
  }

  /** Whether people can send files to the sessions of this engine. */
  default boolean receivesFiles() {
    return true;
  }

  private static Event.Received received(TestSession link) {
    assertThat(link.events(Event.Received.class)).hasSize(1);
    return link.events(Event.Received.class).getFirst();
  }

  private static void assertIsFile(MediaFile file) {
    assertThat(file.mimeType()).isEqualTo("application/pdf");
    assertThat(file.size()).isEqualTo(FILE.length);
    assertThat(file.sha256())
        .isEqualTo("45ababc23d9d16aa8fbb0b9826f7dc6bc369779afa6c7e0ae9797e9227906705");
  }
}
