package io.crier.domain.messages;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.messages.MessageProblem.INVALID_CONTENT;
import static io.crier.domain.messages.MessageProblem.INVALID_METADATA;
import static io.crier.domain.messages.MessageProblem.INVALID_TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.Problem;
import io.crier.domain.media.MediaKind;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionProblem;
import java.util.Collections;
import java.util.List;
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
    new Content.Text(body).requireFitToSend();
    assertThat(new Content.Text(body).received()).isEqualTo(new Content.Text(body));
  }

  @Test
  void limitsTextTo4096Characters() {
    assertRefused(INVALID_TEXT, () -> new Content.Text(null));
    assertUnfit(INVALID_TEXT, new Content.Text(""));
    new Content.Text("👋".repeat(4_096)).requireFitToSend();
    assertUnfit(INVALID_TEXT, new Content.Text("x".repeat(4_097)));
  }

  @ParameterizedTest
  @ValueSource(strings = {"\0", "a\0b", "\uD83D", "\uDE00", "a\uD83D", "\uDE00\uD83D", "\uD83Dx"})
  void rejectsMalformedUnicodeAndNul(String body) {
    assertUnfit(INVALID_TEXT, new Content.Text(body));
  }

  @Test
  void limitsCaptionsAndFilenames() {
    media(MediaKind.IMAGE, "x".repeat(1_024), null).requireFitToSend();
    assertUnfit(INVALID_CONTENT, media(MediaKind.IMAGE, "x".repeat(1_025), null));
    assertUnfit(INVALID_CONTENT, media(MediaKind.IMAGE, "a\0b", null));
    assertUnfit(INVALID_CONTENT, media(MediaKind.DOCUMENT, null, "../etc/passwd"));
    assertUnfit(INVALID_CONTENT, media(MediaKind.DOCUMENT, null, "a\\b"));
    assertUnfit(INVALID_CONTENT, media(MediaKind.DOCUMENT, null, " "));
    assertUnfit(INVALID_CONTENT, media(MediaKind.DOCUMENT, null, "a\nb"));
    assertUnfit(INVALID_CONTENT, media(MediaKind.DOCUMENT, null, "x".repeat(256)));
  }

  @Test
  void treatsVoiceAsAudioWithoutACaption() {
    assertUnfit(INVALID_CONTENT, media(MediaKind.AUDIO, "listen", null));
    assertUnfit(INVALID_CONTENT, media(MediaKind.VOICE, "listen", null));
    assertThat(media(MediaKind.VOICE, null, null).type()).isEqualTo("audio");
  }

  @ParameterizedTest
  @CsvSource({"90.1,0", "-90.1,0", "0,180.1", "0,-180.1", "NaN,0", "0,NaN", "Infinity,0"})
  void rejectsCoordinatesOutOfRange(double latitude, double longitude) {
    assertUnfit(INVALID_CONTENT, place(latitude, longitude));
    place(-90, 180).requireFitToSend();
  }

  @Test
  void requiresAContactName() {
    for (var name : List.of(" ", "", "a\nb", "x".repeat(201), "a\0b")) {
      assertUnfit(INVALID_CONTENT, card(name));
    }
    assertRefused(INVALID_CONTENT, () -> card(null));
    card("x".repeat(200)).requireFitToSend();
  }

  @Test
  void sendsOneContactWithAValidNumber() {
    var more = List.of(new Content.ContactCard.Entry("Sami", "+966501234568"));

    assertUnfit(
        SessionProblem.INVALID_PHONE_NUMBER,
        new Content.ContactCard("Fatima", "050 1", List.of(), Context.NONE));
    assertUnfit(
        INVALID_CONTENT, new Content.ContactCard("Fatima", "+966501234567", more, Context.NONE));
  }

  @Test
  void limitsPlacesAndEmoji() {
    var long1001 = Optional.of("x".repeat(1_001));
    assertUnfit(
        INVALID_CONTENT, new Content.Location(1, 1, long1001, Optional.empty(), Context.NONE));
    assertUnfit(
        INVALID_CONTENT, new Content.Location(1, 1, Optional.empty(), long1001, Context.NONE));
    assertUnfit(
        INVALID_CONTENT, new Content.Reaction(quoted("hello"), "👍".repeat(33), Context.NONE));
  }

  @Test
  void acceptsEmptyButNotMissingEmoji() {
    assertThat(new Content.Reaction(quoted("hello"), "", Context.NONE).length()).isZero();
    assertRefused(INVALID_CONTENT, () -> new Content.Reaction(quoted("hello"), null, Context.NONE));
  }

  @ParameterizedTest
  @CsvSource({"Hello,en", "hello world,en", "hello,english", "hello,en-US", ",en", "hello,"})
  void validatesTemplateNamesAndLanguages(String name, String language) {
    assertRefused(INVALID_CONTENT, () -> new MessageTemplate(name, language, "[]"));
    assertThat(new MessageTemplate("hello_1", "en_US", "[]").type()).isEqualTo("template");
  }

  @Test
  void truncatesQuotesBetweenCharacters() {
    assertThat(quoted("x".repeat(300)).text()).hasSize(200);
    assertThat(quoted("x".repeat(199) + "👍👍").text()).isEqualTo("x".repeat(199));
  }

  @Test
  void limitsMentionsTo100() {
    assertUnfit(INVALID_CONTENT, mentioning(101));
    mentioning(100).requireFitToSend();
  }

  @Test
  void keepsReceivedTextWhole() {
    for (var text : List.of("👍".repeat(5_000), "x".repeat(65_536), "👍".repeat(65_536))) {
      assertThat(new Content.Text(text).received()).isEqualTo(new Content.Text(text));
    }
    var captioned = media(MediaKind.VIDEO, "x".repeat(2_000), "x".repeat(1_000) + ".mp4");
    assertThat(captioned.received()).isEqualTo(captioned);
    assertThat(place(91, 181).received()).isEqualTo(place(91, 181));
    assertThat(card(" \n").received()).isEqualTo(card(" \n"));
    assertThat(mentioning(1_000).received()).isEqualTo(mentioning(1_000));
  }

  @Test
  void cutsLongReceivedTextVisibly() {
    var cut = new Content.Text("👍".repeat(65_537)).received();

    assertThat(cut.text()).isEqualTo("👍".repeat(65_536));
    assertThat(cut.context().envelope().truncated()).isTrue();
    assertThat(cut.received()).isEqualTo(cut);
    assertThat(media(MediaKind.IMAGE, "x".repeat(65_537), null).received().context().envelope())
        .isEqualTo(new Envelope(Optional.empty(), false, Optional.empty(), true));
    assertThat(card("x".repeat(5_000)).received().context().envelope().truncated()).isTrue();
    assertThat(mentioning(2_000).received().context().mentions()).hasSize(1_024);
  }

  @Test
  void limitsReceivedTextsTogether() {
    var many = Collections.nCopies(2_000, new Content.ContactCard.Entry("x".repeat(9_000), ""));
    var cards =
        (Content.ContactCard) new Content.ContactCard("x", "", many, Context.NONE).received();

    assertThat(cards.more()).hasSize(1_024);
    assertThat(cards.more().stream().mapToInt(it -> it.name().length()).sum()).isLessThan(140_000);
    assertThat(cards.more().getFirst().name()).hasSize(4_096);
    assertThat(cards.context().envelope().truncated()).isTrue();
  }

  @Test
  void repairsReceivedText() {
    assertThat(new Content.Text("a\0\uD83Db").received().text()).isEqualTo("a\uFFFD\uFFFDb");
    assertThat(media(MediaKind.IMAGE, "\0", "..\\a/b\0.pdf").received())
        .isEqualTo(media(MediaKind.IMAGE, "\uFFFD", ".._a_b\uFFFD.pdf"));
    assertThat(media(MediaKind.IMAGE, null, " ").received())
        .isEqualTo(media(MediaKind.IMAGE, null, null));
    assertThat(new Content.Reaction(quoted("\0"), "\0", Context.NONE).received())
        .isEqualTo(new Content.Reaction(quoted("\uFFFD"), "\uFFFD", Context.NONE));
  }

  private static void assertUnfit(Problem problem, Content content) {
    assertRefused(problem, content::requireFitToSend);
  }

  private static Content.ContactCard card(String name) {
    return new Content.ContactCard(name, new PhoneNumber("+966501234567"), Context.NONE);
  }

  private static Content mentioning(int people) {
    var mentions = Collections.nCopies(people, MessageFixture.SOMEBODY);
    return new Content.Text("x", new Context(Optional.empty(), mentions, Optional.empty()));
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
