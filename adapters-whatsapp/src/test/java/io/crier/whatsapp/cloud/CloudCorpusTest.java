package io.crier.whatsapp.cloud;

import static io.crier.application.sessions.EngineFixture.OURS;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.application.sessions.Engine.Event;
import io.crier.whatsapp.Corpus;
import io.crier.whatsapp.JsonTrees;
import io.crier.whatsapp.Mutations;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads messages as Meta posts them. */
class CloudCorpusTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  /** Without these nobody knows which message it is, or from whom. */
  private static final Set<String> IDENTITY = Set.of("/id", "/from", "/from_user_id", "/to");

  static Stream<Corpus.Entry> entries() {
    return Corpus.entries("cloud");
  }

  @ParameterizedTest
  @MethodSource("entries")
  void shows(Corpus.Entry entry) {
    entry.assertShownBy(read(posted(entry)).orElseThrow());
  }

  @Test
  void coversManyKinds() {
    assertThat(entries()).hasSizeGreaterThanOrEqualTo(30);
  }

  /** Nothing is lost because something in it is missing, of another type, or too long. */
  @ParameterizedTest
  @MethodSource("entries")
  void receivesDamagedMessages(Corpus.Entry entry) {
    for (var mutation : Mutations.of(posted(entry))) {
      var arrival = read(mutation.object());
      if (entry.isMessage() && !IDENTITY.contains(mutation.pointer())) {
        assertThat(arrival).as(mutation.toString()).isPresent();
      }
    }
  }

  private static ObjectNode posted(Corpus.Entry entry) {
    var message = JsonTrees.MAPPER.createObjectNode();
    message.put("from", "966507654321").put("id", "wamid.A").put("timestamp", "1700000000");
    return message.setAll((ObjectNode) entry.given().path("message"));
  }

  private static Optional<Event.Arrival> read(ObjectNode message) {
    var contacts = JsonTrees.MAPPER.createArrayNode();
    var fatima = contacts.addObject().put("wa_id", "966507654321");
    fatima.putObject("profile").put("name", "Fatima");
    return new Incoming(OURS, NOW).message(message, contacts);
  }
}
