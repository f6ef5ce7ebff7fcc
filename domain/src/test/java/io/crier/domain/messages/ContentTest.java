package io.crier.domain.messages;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.messages.MessageProblem.INVALID_CONTENT;
import static io.crier.domain.messages.MessageProblem.INVALID_METADATA;
import static io.crier.domain.messages.MessageProblem.INVALID_TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.media.MediaKind;
import io.crier.domain.sessions.PhoneNumber;
import java.util.Collections;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ContentTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "x",
        "أهلا, عساك بخير؟",
        "👩‍👩‍👧‍👦",
        " \t\r\n",
        "e\u0301",
        "\u202Eabc",
        "\uFFFF\uFEFF"
      })
  void keepsTextUnchanged(String body) {
    assertThat(new Content.Text(body).body()).isEqualTo(body);
  }

  @Test
  void limitsTextTo4096Characters() {
    assertRefused(INVALID_TEXT, () -> new Content.Text(null));
    assertRefused(INVALID_TEXT, () -> new Content.Text(""));
    assertThat(new Content.Text("x".repeat(4_096)).length()).isEqualTo(4_096);
    assertRefused(INVALID_TEXT, () -> new Content.Text("x".repeat(4_097)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "a\0b", "\uD83D", "\uDE00", "a\uD83D", "\uDE00\uD83D", "\uD83Dx"})
  void rejectsMalformedUnicodeAndNul(String body) {
    assertRefused(INVALID_TEXT, () -> new Content.Text(body));
  }

  @Test
  void limitsCaptionsAndFilenames() {
    assertThat(media(MediaKind.IMAGE, "x".repeat(1_024), null).text()).hasSize(1_024);
    assertRefused(INVALID_CONTENT, () -> media(MediaKind.IMAGE, "x".repeat(1_025), null));
    assertRefused(INVALID_CONTENT, () -> media(MediaKind.IMAGE, "a\0b", null));
    assertRefused(INVALID_CONTENT, () -> media(MediaKind.DOCUMENT, null, "../etc/passwd"));
    assertRefused(INVALID_CONTENT, () -> media(MediaKind.DOCUMENT, null, "a\\b"));
    assertRefused(INVALID_CONTENT, () -> media(MediaKind.DOCUMENT, null, "x".repeat(256)));
  }

  @Test
  void treatsVoiceAsAudioWithoutACaption() {
    assertRefused(INVALID_CONTENT, () -> media(MediaKind.AUDIO, "listen", null));
    assertRefused(INVALID_CONTENT, () -> media(MediaKind.VOICE, "listen", null));
    assertThat(media(MediaKind.VOICE, null, null).type()).isEqualTo("audio");
  }

  @ParameterizedTest
  @CsvSource({"90.1,0", "-90.1,0", "0,180.1", "0,-180.1", "NaN,0", "0,NaN", "Infinity,0"})
  void rejectsCoordinatesOutOfRange(double latitude, double longitude) {
    assertRefused(INVALID_CONTENT, () -> place(latitude, longitude));
    assertThat(place(-90, 180).latitude()).isEqualTo(-90);
  }

  @Test
  void requiresAContactName() {
    assertRefused(
        INVALID_CONTENT,
        () -> new Content.ContactCard(" ", new PhoneNumber("+966501234567"), Context.NONE));
  }

  @Test
  void acceptsEmptyButNotMissingEmoji() {
    assertThat(new Content.Reaction(quoted("hello"), "", Context.NONE).length()).isZero();
    assertRefused(INVALID_CONTENT, () -> new Content.Reaction(quoted("hello"), null, Context.NONE));
  }

  @ParameterizedTest
  @CsvSource({"Hello,en", "hello world,en", "hello,english", "hello,en-US", ",en", "hello,"})
  void validatesTemplateNamesAndLanguages(String name, String language) {
    assertRefused(INVALID_CONTENT, () -> new Content.Template(name, language, "[]"));
    assertThat(new Content.Template("hello_1", "en_US", "[]").type()).isEqualTo("template");
  }

  @Test
  void truncatesQuotesBetweenCharacters() {
    assertThat(quoted("x".repeat(300)).text()).hasSize(200);
    assertThat(quoted("x".repeat(199) + "👍👍").text()).isEqualTo("x".repeat(199));
  }

  @Test
  void limitsMentionsTo100() {
    var many = Collections.nCopies(101, MessageFixture.SOMEBODY);

    assertRefused(INVALID_CONTENT, () -> new Context(Optional.empty(), many, Optional.empty()));
  }

  private static Content.Media media(MediaKind kind, String caption, String filename) {
    return new Content.Media(
        kind,
        MessageFixture.FILE,
        Optional.ofNullable(caption),
        Optional.ofNullable(filename),
        Context.NONE);
  }

  private static Content.Location place(double latitude, double longitude) {
    return new Content.Location(
        latitude, longitude, Optional.empty(), Optional.empty(), Context.NONE);
  }

  private static Quoted quoted(String text) {
    return new Quoted(Optional.empty(), new WhatsAppId("3EB0"), true, Optional.empty(), text);
  }

  @Test
  void limitsMetadataAndRejectsNul() {
    var longest = "{\"k\":\"" + "v".repeat(4_096 - 8) + "\"}";

    assertThat(new Metadata(longest).json()).hasSize(4_096);
    assertRefused(INVALID_METADATA, () -> new Metadata(longest + " "));
    assertRefused(INVALID_METADATA, () -> new Metadata("{\"k\":\"\\u0000\"}"));
  }
}
