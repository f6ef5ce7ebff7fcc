package io.crier.whatsapp.cloud;

import static io.crier.whatsapp.JsonTrees.MAPPER;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.domain.messages.Menu;

/** Writes buttons and lists in Meta's format. */
final class Menus {

  private static final String TEXT = "text";
  private static final String TITLE = "title";

  private Menus() {}

  static ObjectNode interactive(Menu menu) {
    var part = MAPPER.createObjectNode().put("type", menu.isList() ? "list" : "button");
    menu.header().ifPresent(it -> part.putObject("header").put("type", TEXT).put(TEXT, it));
    part.putObject("body").put(TEXT, menu.body());
    menu.footer().ifPresent(it -> part.putObject("footer").put(TEXT, it));
    var action = part.putObject("action");
    menu.opener()
        .ifPresentOrElse(opener -> list(action, opener, menu), () -> buttons(action, menu));
    return part;
  }

  private static void buttons(ObjectNode action, Menu menu) {
    var buttons = action.putArray("buttons");
    for (var option : menu.options()) {
      var reply = buttons.addObject().put("type", "reply").putObject("reply");
      reply.put("id", option.id()).put(TITLE, option.title());
    }
  }

  private static void list(ObjectNode action, String opener, Menu menu) {
    var sections = action.put("button", opener).putArray("sections");
    for (var section : menu.sections()) {
      var node = sections.addObject();
      section.title().ifPresent(it -> node.put(TITLE, it));
      var rows = node.putArray("rows");
      for (var option : section.options()) {
        var row = rows.addObject().put("id", option.id()).put(TITLE, option.title());
        option.description().ifPresent(it -> row.put("description", it));
      }
    }
  }
}
