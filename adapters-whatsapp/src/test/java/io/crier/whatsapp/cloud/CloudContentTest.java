package io.crier.whatsapp.cloud;

import static io.crier.application.sessions.EngineFixture.OURS;
import static io.crier.application.sessions.EngineFixture.THEIRS;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine.Event;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Content.ContactCard.Entry;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Envelope;
import io.crier.domain.messages.Referral;
import io.crier.domain.messages.WhatsAppId;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Tests what the engine keeps of the messages that Meta posts. */
class CloudContentTest {

  private final CloudFixture fixture = new CloudFixture();
  private final FakeGraph graph = fixture.graph;

  @AfterEach
  void stop() {
    fixture.close();
  }

  @Test
  void receivesQuotedMessage() {
    var link = fixture.linked();
    var answer = graph.from(THEIRS.digits(), "text");
    answer.putObject("text").put("body", "نعم");
    answer.putObject("context").put("from", OURS.digits()).put("id", "wamid.9");

    graph.post("messages", answer);
    fixture.settle();

    var quoted = CloudFixture.received(link).content().context().replyTo().orElseThrow();
    assertThat(quoted.whatsAppId()).isEqualTo(new WhatsAppId("wamid.9"));
    assertThat(quoted.ours()).isTrue();
  }

  @ParameterizedTest
  @CsvSource(
      delimiter = '|',
      value = {
        "location | {\"latitude\":24.7,\"longitude\":46.6,\"name\":\"Riyadh\"} | location | Riyadh",
        "contacts | [{\"name\":{\"formatted_name\":\"Sami\"},\"phones\":[{\"phone\":\"+966 50 123"
            + " 4567\"}]}] | contact | Sami",
        "reaction | {\"message_id\":\"wamid.1\",\"emoji\":\"👍\"} | reaction | 👍",
        "button | {\"text\":\"Yes\"} | interactive | Yes",
        "interactive | {\"type\":\"list_reply\",\"list_reply\":{\"title\":\"Two\"}} |"
            + " interactive | Two",
        "location | {\"latitude\":\"north\"} | unsupported | ''",
        "contacts | [{}] | unsupported | ''",
        "contacts | [{\"phones\":[{\"phone\":\"1\"}]}] | contact | 1",
        "reaction | {} | unsupported | ''",
        "text | {} | unsupported | ''",
        "order | {\"catalog_id\":\"1\"} | unsupported | ''",
        "system | {\"body\":\"A changed from 1 to 2\",\"wa_id\":\"2\",\"type\":\"x\"} |"
            + " unsupported | A changed from 1 to 2",
        "order | {\"text\":\"Please\",\"product_items\":[{\"product_retailer_id\":\"A-1\","
            + "\"quantity\":2,\"item_price\":10.5,\"currency\":\"SAR\"}]} | unsupported | Please\\n2"
            + " × A-1: 10.5 SAR",
        "unsupported | {} | unsupported | ''",
      })
  void receivesEveryKindOfMessage(String type, String part, String kind, String text) {
    var link = fixture.linked();
    var message = graph.from(THEIRS.digits(), type);
    message.set(type, CloudFixture.json(part));

    graph.post("messages", message);
    fixture.settle();

    assertThat(CloudFixture.received(link).content().type()).isEqualTo(kind);
    assertThat(CloudFixture.received(link).content().text()).isEqualTo(text.replace("\\n", "\n"));
  }

  @Test
  void keepsRepliesToButtonsListsAndForms() {
    assertThat(received("button", "{\"payload\":\"later-1\",\"text\":\"Later\"}"))
        .isEqualTo(reply("button", null, "Later", null, "later-1"));
    assertThat(
            received(
                "interactive",
                "{\"type\":\"button_reply\",\"button_reply\":{\"id\":\"yes-1\",\"title\":\"Yes\"}}"))
        .isEqualTo(reply("button_reply", "yes-1", "Yes", null, null));
    assertThat(
            received(
                "interactive",
                "{\"type\":\"list_reply\",\"list_reply\":{\"id\":\"row-2\",\"title\":\"Two\","
                    + "\"description\":\"The second\"}}"))
        .isEqualTo(reply("list_reply", "row-2", "Two", "The second", null));
    assertThat(
            received(
                "interactive",
                "{\"type\":\"nfm_reply\",\"nfm_reply\":{\"name\":\"flow\",\"body\":\"Sent\","
                    + "\"response_json\":\"{}\"}}"))
        .isEqualTo(reply("nfm_reply", "flow", null, "Sent", "{}"));
  }

  @Test
  void keepsAllContactsOfOneMessage() {
    var cards =
        received(
            "contacts",
            "[{\"name\":{\"formatted_name\":\"Fatima\"},\"phones\":[{\"phone\":\"050"
                + " 123\",\"wa_id\":\"966501234567\"}]},{\"name\":{\"formatted_name\":\"Sami\"},"
                + "\"phones\":[{\"phone\":\"050 765\"}]},{\"name\":{\"formatted_name\":\"No\"}}]");

    assertThat(((Content.ContactCard) cards).entries())
        .containsExactly(
            new Entry("Fatima", "+966501234567"),
            new Entry("Sami", "050 765"),
            new Entry("No", ""));
  }

  @Test
  void keepsNameForwardingAndReferral() {
    var link = fixture.linked();
    var message = graph.from(THEIRS.digits(), "text");
    message.putObject("text").put("body", "hi");
    message.putObject("context").put("forwarded", true);
    message
        .putObject("referral")
        .put("source_url", "https://fb.me/1")
        .put("source_id", "120")
        .put("source_type", "ad")
        .put("headline", "Chat")
        .put("ctwa_clid", "ARAk");
    graph.postFrom("Fatima", message);
    fixture.settle();

    assertThat(CloudFixture.received(link).content().context().replyTo()).isEmpty();
    assertThat(CloudFixture.received(link).content().context().envelope())
        .isEqualTo(
            new Envelope(
                Optional.of("Fatima"),
                true,
                Referral.of(
                    Optional.of("https://fb.me/1"),
                    Optional.of("120"),
                    Optional.of("ad"),
                    Optional.of("Chat"),
                    Optional.empty(),
                    Optional.of("ARAk"))));
  }

  private Content received(String type, String part) {
    var link = fixture.linked();
    var message = graph.from(THEIRS.digits(), type);
    message.set(type, CloudFixture.json(part));
    graph.post("messages", message);
    fixture.settle();
    return link.events(Event.Received.class).getLast().content();
  }

  private static Content reply(
      String kind, String id, String title, String details, String payload) {
    return new Content.Interactive(
        kind,
        Optional.ofNullable(id),
        Optional.ofNullable(title),
        Optional.ofNullable(details),
        Optional.ofNullable(payload),
        Context.NONE);
  }
}
