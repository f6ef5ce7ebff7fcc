package io.crier.whatsapp.waha;

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

/** Reads messages as WAHA posts them, with each of its engines. */
class WahaCorpusTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  /** Without these nobody knows which message it is, or from whom, or whether Crier sent it. */
  private static final Set<String> IDENTITY = Set.of("/id", "/from", "/to", "/fromMe", "/source");

  static Stream<Corpus.Entry> entries() {
    return Corpus.entries("waha");
  }

  @ParameterizedTest
  @MethodSource("entries")
  void shows(Corpus.Entry entry) {
    var arrival = read(entry, posted(entry));

    if (entry.ignored()) {
      assertThat(arrival).isEmpty();
    } else {
      entry.assertShownBy(arrival.orElseThrow());
    }
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
      var arrival = read(entry, mutation.object());
      if (entry.isMessage() && !IDENTITY.contains(mutation.pointer())) {
        assertThat(arrival).as(mutation.toString()).isPresent();
      }
    }
  }

  private static ObjectNode posted(Corpus.Entry entry) {
    var message = JsonTrees.MAPPER.createObjectNode();
    message.put("id", "false_966507654321@c.us_3A01").put("timestamp", 1700000000);
    message.put("from", "966507654321@c.us").put("fromMe", false);
    return message.setAll((ObjectNode) entry.given().path("message"));
  }

  private static Optional<Event.Arrival> read(Corpus.Entry entry, ObjectNode message) {
    var event = entry.given().path("event").asText("message");
    Incoming.nameOf(event, message);
    return new Incoming(OURS, NOW).arrival(event, message).map(arrival -> arrival);
  }
}
