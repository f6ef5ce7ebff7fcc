package io.crier.whatsapp.waha;

import static io.crier.whatsapp.JsonTrees.MAPPER;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Poll;

/** A request to WAHA: a verb and its body. */
record Outgoing(String verb, ObjectNode body) {

  /**
   * The request that sends a message.
   *
   * @param session its name at WAHA
   */
  static Outgoing message(String session, String chat, Content content) {
    var body = MAPPER.createObjectNode().put("session", session);
    if (content instanceof Content.Reaction reaction) {
      // A reaction refers to a message instead of a chat.
      body.put("messageId", Ids.full(reaction.target(), chat)).put("reaction", reaction.emoji());
      return new Outgoing("reaction", body);
    }
    body.put("chatId", chat);
    var context = content.context();
    context.replyTo().ifPresent(quoted -> body.put("reply_to", Ids.full(quoted, chat)));
    if (!context.mentions().isEmpty()) {
      var mentions = body.putArray("mentions");
      context.mentions().forEach(it -> mentions.add(Ids.chat(it)));
    }
    return new Outgoing(fill(body, content), body);
  }

  private static String fill(ObjectNode body, Content content) {
    return switch (content) {
      case Content.Text text -> {
        body.put("text", text.body()).put("linkPreview", text.preview().isPresent());
        yield "sendText";
      }
      case Content.Media media -> {
        media.caption().ifPresent(caption -> body.put("caption", caption));
        yield switch (media.kind()) {
          case IMAGE -> "sendImage";
          case VIDEO -> "sendVideo";
          case VOICE -> "sendVoice";
          case AUDIO, DOCUMENT -> "sendFile";
          case STICKER -> throw new IllegalArgumentException("WAHA sends no stickers");
        };
      }
      case Content.Location place -> {
        body.put("latitude", place.latitude()).put("longitude", place.longitude());
        body.put("title", place.name().or(place::address).orElse(""));
        yield "sendLocation";
      }
      case Content.ContactCard card -> {
        body.putArray("contacts")
            .addObject()
            .put("fullName", card.name())
            .put("phoneNumber", card.number())
            .put("whatsappId", card.phone().digits());
        yield "sendContactVcard";
      }
      case Poll poll -> {
        var json = body.putObject("poll").put("name", poll.question());
        poll.options().forEach(json.putArray("options")::add);
        json.put("multipleAnswers", poll.multiple());
        yield "sendPoll";
      }
      default -> throw new IllegalArgumentException("WAHA sends no " + content.type());
    };
  }

  /** The file's name, or its type if it has none. */
  static String filename(Content.Media media) {
    return media.filename().orElseGet(() -> media.type());
  }
}
