package io.crier.whatsapp;

import static org.assertj.core.api.Assertions.assertThat;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.LabelChanged;
import io.crier.application.sessions.PollVoted;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.Unavailable;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/** Messages as WhatsApp sends them, each with what has to be seen of it. */
public final class Corpus {

  /**
   * A message, and what has to be seen of it.
   *
   * @param given the whole entry
   */
  public record Entry(ObjectNode given) {

    /** Requires that this is what the entry says. */
    public void assertShownBy(Event.Arrival arrival) {
      var shown = shown(arrival);
      given
          .path("shows")
          .properties()
          .forEach(it -> assertThat(shown).containsEntry(it.getKey(), it.getValue().asText()));
    }

    public boolean ignored() {
      return given.path("ignored").asBoolean();
    }

    /** Whether it is a message of its own, and not about another one. */
    public boolean isMessage() {
      return !ignored() && !given.path("shows").has("event");
    }

    @Override
    public String toString() {
      return given.path("name").asText();
    }
  }

  private Corpus() {}

  /** The entries of a file of the corpus. */
  public static Stream<Entry> entries(String engine) {
    try (var file = Corpus.class.getResourceAsStream("/corpus/" + engine + ".json")) {
      return StreamSupport.stream(JsonTrees.MAPPER.readTree(file).spliterator(), false)
          .map(entry -> new Entry((ObjectNode) entry));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private static Map<String, String> shown(Event.Arrival arrival) {
    var shown = new TreeMap<String, String>();
    switch (arrival) {
      case Event.Received received -> add(shown, received);
      case Event.Edited edited -> {
        add(shown, edited.version());
        shown.put("event", "edited");
      }
      case Event.ContactBlocked blocked -> shown.put("event", "block");
      case LabelChanged changed -> shown.put("event", "label");
      case Event.ChatChanged changed -> shown.put("event", "chat");
      case Event.History history -> shown.put("event", "history");
      case Event.PresenceSeen seen -> shown.put("event", "presence");
      case Event.Called called -> shown.put("event", "call");
      case Event.GroupChanged changed -> shown.put("event", "group");
      case PollVoted voted -> {
        shown.put("event", "voted");
        shown.put("id", voted.poll().value());
        shown.put("options", voted.options().toString());
      }
      case Event.Revoked revoked -> {
        shown.put("event", "revoked");
        shown.put("id", revoked.id().value());
        shown.put("ours", String.valueOf(revoked.ours()));
      }
    }
    return shown;
  }

  private static void add(Map<String, String> shown, Event.Received received) {
    var content = received.content();
    var context = content.context();
    shown.put("id", received.id().value());
    shown.put("direction", received.direction().name());
    shown.put("peer", received.peer().text());
    shown.put("type", content.type());
    shown.put("text", content.text());
    shown.put("reads", content.text().replace('\n', ' '));
    shown.put("mentions", context.mentions().stream().map(Recipient::text).toList().toString());
    context.author().ifPresent(it -> shown.put("author", it.text()));
    context.replyTo().map(Quoted::whatsAppId).ifPresent(it -> shown.put("quoted", it.value()));
    context.replyTo().ifPresent(it -> shown.put("quotedText", it.text()));
    context.envelope().name().ifPresent(it -> shown.put("sender", it));
    shown.put("forwarded", String.valueOf(context.envelope().forwarded()));
    context
        .envelope()
        .referral()
        .flatMap(it -> it.ctwaClid())
        .ifPresent(it -> shown.put("referral", it));
    add(shown, content);
  }

  private static void add(Map<String, String> shown, Content content) {
    switch (content) {
      case MissingMedia it -> {
        shown.put("mediaKind", it.kind().name());
        shown.put("mimeType", it.mimeType());
        it.filename().ifPresent(name -> shown.put("filename", name));
      }
      case Content.ContactCard it -> {
        shown.put("number", it.number());
        shown.put("contacts", String.valueOf(it.entries().size()));
      }
      case Content.Reaction it -> shown.put("target", it.target().whatsAppId().value());
      case Content.Interactive it -> {
        shown.put("kind", it.kind());
        put(shown, "chosen", it.id());
        put(shown, "payload", it.payload());
      }
      case Unavailable it -> shown.put("reason", it.reason().name());
      case Content.Unsupported it -> shown.put("kind", it.kind());
      default -> {}
    }
  }

  private static void put(Map<String, String> shown, String name, Optional<String> value) {
    value.ifPresent(it -> shown.put(name, it));
  }
}
