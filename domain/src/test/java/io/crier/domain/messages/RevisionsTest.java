package io.crier.domain.messages;

import static io.crier.domain.messages.MessageFixture.number;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaId;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Revisions.Version;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class RevisionsTest {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  private static final Context IN_GROUP =
      new Context(Optional.empty(), List.of(), Optional.of(number(2)));

  @Test
  void anEditReplacesTheTextAndKeepsWhatItWas() {
    var edited = edited(message(new Content.Text("Helo", IN_GROUP)), "Hello", 1);

    assertThat(edited.content()).isEqualTo(new Content.Text("Hello", IN_GROUP));
    assertThat(edited.revisions())
        .isEqualTo(
            new Revisions(
                List.of(new Version("Helo", NOON)), Optional.of(after(1)), Optional.empty()));
  }

  @Test
  void anEditOfAFileReplacesItsCaption() {
    var file = new MediaFile(MediaId.next(NOON), "image/png", 3, "a".repeat(64));
    var before =
        new Content.Media(
            MediaKind.IMAGE, file, Optional.of("Dor"), Optional.empty(), Context.NONE);

    var after = edited(edited(message(before), "Door", 1), "", 2);

    assertThat(after.content())
        .isInstanceOfSatisfying(
            Content.Media.class,
            media -> {
              assertThat(media.kind()).isEqualTo(MediaKind.IMAGE);
              assertThat(media.file()).isEqualTo(before.file());
              assertThat(media.caption()).isEmpty();
            });
    assertThat(after.revisions().earlier()).extracting(Version::text).contains("Door");
  }

  @Test
  void aFileThatArrivesLaterKeepsTheEdits() {
    var missing =
        new MissingMedia(
            MediaKind.IMAGE,
            "image/png",
            Optional.empty(),
            Optional.of("Dor"),
            Optional.empty(),
            Optional.empty(),
            Context.NONE);
    var edited = edited(message(missing), "Door", 1);
    var file = new MediaFile(MediaId.next(NOON), "image/png", 3, "a".repeat(64));

    var after = edited.with(((MissingMedia) edited.content()).arrived(file));

    assertThat(after.content().text()).isEqualTo("Door");
    assertThat(after.revisions()).isEqualTo(edited.revisions());
  }

  @Test
  void theSameEditTwiceIsOne() {
    var first = edited(message(new Content.Text("one")), "two", 1);
    var second = edited(first, "three", 1);

    assertThat(second.edited(new Content.Text("three"), after(1))).isEmpty();
    assertThat(second.edited(new Content.Text("two"), after(1))).isEmpty();
    assertThat(second.edited(new Content.Text("zero"), after(0))).isEmpty();
    assertThat(second.edited(new Content.Text("two"), after(2))).isPresent();
  }

  @Test
  void theFirstVersionAndTheLatestOnesAreKept() {
    var message = message(new Content.Text("version 0"));
    for (var edit = 1; edit <= 20; edit++) {
      message = edited(message, "version " + edit, edit);
    }

    assertThat(message.revisions().earlier()).hasSize(Revisions.MOST);
    assertThat(message.revisions().earlier().getFirst()).isEqualTo(new Version("version 0", NOON));
    assertThat(message.revisions().earlier().getLast())
        .isEqualTo(new Version("version 19", after(19)));
  }

  @Test
  void longVersionsAreFewer() {
    var message = message(new Content.Text("0" + "x".repeat(65_000)));
    for (var edit = 1; edit <= 5; edit++) {
      message = edited(message, edit + "x".repeat(65_000), edit);
    }

    assertThat(message.revisions().earlier())
        .extracting(it -> it.text().substring(0, 1))
        .containsExactly("0", "4");
  }

  @Test
  void whatIsDeletedIsNotEditedOrDeletedAgain() {
    var deleted = message(new Content.Text("one")).revoked(false, after(1)).orElseThrow();

    assertThat(deleted.content()).isEqualTo(new Content.Text("one"));
    assertThat(deleted.revisions().revokedAt()).contains(after(1));
    assertThat(deleted.edited(new Content.Text("two"), after(2))).isEmpty();
    assertThat(deleted.revoked(true, after(2))).isEmpty();
  }

  @Test
  void aBlankedMessageSaysNothing() {
    for (var content : MessageFixture.contents()) {
      var message = message(content.in(IN_GROUP));
      var edited = message.edited(new Content.Text("secret"), after(1)).orElse(message);

      var blank = edited.revoked(true, after(2)).orElseThrow();

      assertThat(blank.content().text()).isEmpty();
      assertThat(blank.content()).isNotInstanceOf(Content.Media.class);
      assertThat(blank.revisions().earlier()).isEmpty();
      assertThat(blank.revisions().revokedAt()).contains(after(2));
    }
  }

  private static Message edited(Message message, String text, int seconds) {
    return message.edited(new Content.Text(text), after(seconds)).orElseThrow();
  }

  private static Instant after(int seconds) {
    return NOON.plusSeconds(seconds);
  }

  private static Message message(Content content) {
    return Message.receive(
        AccountId.next(NOON),
        SessionId.next(NOON),
        number(1),
        Optional.empty(),
        content,
        new WhatsAppId("3A01"),
        NOON,
        NOON);
  }
}
