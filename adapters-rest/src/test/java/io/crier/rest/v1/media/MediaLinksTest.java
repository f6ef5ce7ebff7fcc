package io.crier.rest.v1.media;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.media.MediaProblem.MEDIA_LINK_EXPIRED;
import static io.crier.domain.media.MediaProblem.MEDIA_NOT_FOUND;
import static io.crier.rest.v1.media.TestLinks.NOW;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaId;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.MessageFixture;
import io.crier.rest.door.MovableClock;
import java.time.Duration;
import java.util.Optional;
import java.util.UUID;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class MediaLinksTest {

  private static final AccountId ACCOUNT = new AccountId(new UUID(0, 1));
  private static final Content.Media CONTENT =
      new Content.Media(
          MediaKind.DOCUMENT,
          MessageFixture.FILE,
          Optional.empty(),
          Optional.of("فاتورة.pdf"),
          Context.NONE);
  private static final MediaId ID = MessageFixture.FILE.id();

  private final MediaLinks links = TestLinks.links();

  @Test
  void opensLinkToFileWithTypeAndName() {
    var link = links.to(ACCOUNT, CONTENT);

    assertThat(link.url()).startsWith("https://crier.test/v1/media/" + ID.value() + "?token=");
    assertThat(link.until()).isEqualTo(NOW.plus(Duration.ofHours(1)));
    assertThat(links.open(ID, token(link)))
        .isEqualTo(new MediaLinks.Target(ACCOUNT, "image/png", Optional.of("فاتورة.pdf")));
  }

  @Test
  void opensLinkToFileWithLongName() {
    var named =
        new Content.Media(
            MediaKind.DOCUMENT,
            MessageFixture.FILE,
            Optional.empty(),
            Optional.of("👍".repeat(4_096)),
            Context.NONE);

    assertThat(links.open(ID, token(links.to(ACCOUNT, named))).filename())
        .contains("👍".repeat(255));
  }

  @Test
  void expires() {
    var clock = new MovableClock();
    var timed = new MediaLinks(new byte[32], "https://crier.test", Duration.ofHours(1), clock);
    var token = token(timed.to(ACCOUNT, CONTENT));

    clock.pass(Duration.ofHours(1).minusMillis(1));
    assertThat(timed.open(ID, token).account()).isEqualTo(ACCOUNT);

    clock.pass(Duration.ofMillis(1));
    assertRefused(MEDIA_LINK_EXPIRED, () -> timed.open(ID, token));
  }

  @Test
  void rejectsTokenOfAnotherFile() {
    var token = token(links.to(ACCOUNT, CONTENT));

    assertRefused(MEDIA_NOT_FOUND, () -> links.open(MediaId.next(NOW), token));
  }

  @Test
  void rejectsTokenOfAnotherServer() {
    var others =
        new MediaLinks(new byte[] {1}, "https://crier.test", Duration.ofHours(1), () -> NOW);

    assertRefused(MEDIA_NOT_FOUND, () -> links.open(ID, token(others.to(ACCOUNT, CONTENT))));
  }

  @ParameterizedTest
  @ValueSource(strings = {"", "x", "AAAA", "!!", "é"})
  void rejectsInvalidToken(String token) {
    assertRefused(MEDIA_NOT_FOUND, () -> links.open(ID, token));
    assertRefused(MEDIA_NOT_FOUND, () -> links.open(ID, token.repeat(5_000)));
  }

  private static String token(MediaLinks.Link link) {
    return link.url().substring(link.url().indexOf("token=") + "token=".length());
  }
}
