package io.crier.whatsapp.web;

import static io.crier.application.sessions.EngineFixture.ACCOUNT;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.application.sessions.Engine.Event;
import io.crier.whatsapp.Corpus;
import io.crier.whatsapp.JsonTrees;
import io.crier.whatsapp.Mutations;
import java.io.BufferedReader;
import java.io.IOException;
import java.io.Writer;
import java.time.Instant;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestInstance.Lifecycle;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.MethodSource;

/** Reads messages as linked devices get them, with the code of the side process. */
@TestInstance(Lifecycle.PER_CLASS)
class WebCorpusTest {

  private static final Instant NOW = Instant.parse("2026-11-28T12:00:00Z");

  private final Contents contents = new Contents(null, ACCOUNT, null);
  private Process process;
  private Writer messages;
  private BufferedReader lines;

  @BeforeAll
  void start() throws IOException {
    process = SideProcessScript.start("read-messages.mjs");
    messages = process.outputWriter(UTF_8);
    lines = process.inputReader(UTF_8);
  }

  @AfterAll
  void stop() {
    if (process != null) {
      process.destroy();
    }
  }

  static Stream<Corpus.Entry> entries() {
    return Corpus.entries("web");
  }

  static Stream<Corpus.Entry> entriesWithContent() {
    return entries().filter(entry -> entry.given().has("message"));
  }

  @ParameterizedTest
  @MethodSource("entries")
  void shows(Corpus.Entry entry) throws IOException {
    var arrival = read(ask(entry.given()));

    if (entry.ignored()) {
      assertThat(arrival).isEmpty();
    } else {
      entry.assertShownBy(arrival.orElseThrow());
    }
  }

  @Test
  void coversManyKinds() {
    assertThat(entries()).hasSizeGreaterThanOrEqualTo(60);
  }

  /** Nothing is lost because something in it is missing or too long. */
  @ParameterizedTest
  @MethodSource("entriesWithContent")
  void receivesDamagedMessages(Corpus.Entry entry) throws IOException {
    for (var mutation : Mutations.of((ObjectNode) entry.given().path("message"))) {
      var message = entry.given().deepCopy();
      message.set("message", mutation.object());
      var line = ask(message);
      assertThat(line.path("error").asText()).as(mutation.toString()).isEmpty();
      if (entry.isMessage() && !line.has("impossible")) {
        assertThat(read(line)).as(mutation.toString()).isPresent();
      }
    }
  }

  private ObjectNode ask(ObjectNode message) throws IOException {
    messages.write(message + "\n");
    messages.flush();
    return (ObjectNode) JsonTrees.MAPPER.readTree(lines.readLine());
  }

  private Optional<Event.Arrival> read(ObjectNode line) {
    assertThat(line.path("error").asText()).isEmpty();
    return line.path("ignored").asBoolean() ? Optional.empty() : contents.read(line, NOW);
  }
}
