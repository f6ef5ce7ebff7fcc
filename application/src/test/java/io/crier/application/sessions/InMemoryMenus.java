package io.crier.application.sessions;

import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Menu;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.WhatsAppId;
import java.util.List;
import java.util.Optional;

/** What people choose in the buttons and lists that reached WhatsApp in memory. */
final class InMemoryMenus {

  private InMemoryMenus() {}

  static Content chosen(List<InMemoryWhatsApp.Sent> sent, WhatsAppId id, String option) {
    var menu =
        (Menu) sent.stream().filter(it -> it.id().equals(id)).findFirst().orElseThrow().content();
    var chosen = menu.options().stream().filter(it -> it.id().equals(option)).findFirst();
    var quoted = new Quoted(Optional.empty(), id, true, Optional.empty(), menu.text());
    return new Content.Interactive(
        menu.isList() ? "list_reply" : "button_reply",
        Optional.of(option),
        chosen.map(Menu.Option::title),
        chosen.flatMap(Menu.Option::description),
        Optional.empty(),
        new Context(Optional.of(quoted), List.of(), Optional.empty()));
  }
}
