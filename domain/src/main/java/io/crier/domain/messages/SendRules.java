package io.crier.domain.messages;

import static io.crier.domain.messages.MessageProblem.INVALID_CONTENT;
import static io.crier.domain.messages.MessageProblem.INVALID_TEXT;

import io.crier.domain.Refused;
import io.crier.domain.TextRule;
import io.crier.domain.media.MediaKind;
import java.util.EnumSet;
import java.util.Set;

/** What WhatsApp takes, and therefore what a message must satisfy before it is sent. */
public final class SendRules {

  private static final int MOST_MENTIONS = 100;
  private static final TextRule FILENAME = TextRule.line(255);
  private static final TextRule CONTACT_NAME = TextRule.line(200);

  private static final Set<MediaKind> VIEWED_ONCE =
      EnumSet.of(MediaKind.IMAGE, MediaKind.VIDEO, MediaKind.AUDIO, MediaKind.VOICE);

  private static final int LARGEST_AUDIENCE = 1_000;
  private static final Set<MediaKind> POSTED = EnumSet.of(MediaKind.IMAGE, MediaKind.VIDEO);

  private SendRules() {}

  static void require(Content content) {
    if (content.context().mentions().size() > MOST_MENTIONS) {
      throw new Refused(INVALID_CONTENT, "a message mentions at most " + MOST_MENTIONS);
    }
    if (!content.context().audience().isEmpty()) {
      requireStory(content);
    }
    switch (content) {
      case Content.Text text -> Content.Text.BODY.require("body", text.body(), INVALID_TEXT);
      case Content.Media media -> require(media);
      case Content.Location location -> require(location);
      case Content.ContactCard card -> require(card);
      case Content.Reaction reaction ->
          Content.Reaction.EMOJI.require("emoji", reaction.emoji(), INVALID_CONTENT);
      case Change change -> {
        // An edit checks itself, and a deletion has nothing to check.
      }
      case MessageTemplate template -> {
        // Nobody can send Crier a template, so that its constructor is as strict.
      }
      case Poll poll -> {
        // It checks itself.
      }
      case Menu menu -> {
        // It checks itself.
      }
      case MissingMedia missing -> {
        // Refused because no engine is able to send it.
      }
      case Content.Interactive reply -> {
        // Refused because no engine is able to send it.
      }
      case Unavailable unavailable -> {
        // Refused because no engine is able to send it.
      }
      case Content.Unsupported unsupported -> {
        // Refused because no engine is able to send it.
      }
    }
  }

  /** What a channel takes: it has no conversation to answer in, and nobody to name. */
  public static void requirePost(Content content) {
    if (!isPost(content)) {
      throw new Refused(INVALID_CONTENT, "a channel takes texts, images and videos");
    }
    if (isForSomebody(content)) {
      throw new Refused(INVALID_CONTENT, "a post has no replyTo, mentions and viewOnce");
    }
  }

  private static void requireStory(Content content) {
    var context = content.context();
    if (context.audience().size() > LARGEST_AUDIENCE) {
      throw new Refused(INVALID_CONTENT, "audience: at most " + LARGEST_AUDIENCE + " people");
    }
    if (!isPost(content)) {
      throw new Refused(INVALID_CONTENT, "a story is a text, an image or a video");
    }
    if (isForSomebody(content)) {
      throw new Refused(INVALID_CONTENT, "a story has no replyTo, mentions and viewOnce");
    }
  }

  private static boolean isPost(Content content) {
    return content instanceof Content.Text
        || content instanceof Content.Media media && POSTED.contains(media.kind());
  }

  private static boolean isForSomebody(Content content) {
    var context = content.context();
    return context.replyTo().isPresent()
        || !context.mentions().isEmpty()
        || context.mentionsAll()
        || content instanceof Content.Media media && media.viewOnce();
  }

  private static void require(Content.Media media) {
    Content.Media.CAPTION.require("caption", media.caption(), INVALID_CONTENT);
    Content.Media.FILENAME.require("filename", media.filename(), INVALID_CONTENT);
    if (media.caption().isPresent() && media.kind().isAudible()) {
      throw new Refused(INVALID_CONTENT, "audio has no caption: send a text beside it");
    }
    if (media.caption().isPresent() && media.kind() == MediaKind.STICKER) {
      throw new Refused(INVALID_CONTENT, "a sticker has no caption: send a text beside it");
    }
    if (media.viewOnce() && !VIEWED_ONCE.contains(media.kind())) {
      throw new Refused(INVALID_CONTENT, "viewOnce: only images, videos and audio can have it");
    }
    if (media
        .filename()
        .filter(name -> name.isBlank() || name.matches("(?s).*[/\\\\].*"))
        .isPresent()) {
      throw new Refused(INVALID_CONTENT, "filename is a name without a path");
    }
    FILENAME.require("filename", media.filename(), INVALID_CONTENT);
  }

  private static void require(Content.Location location) {
    requireDegrees("latitude", location.latitude(), 90);
    requireDegrees("longitude", location.longitude(), 180);
    Content.Location.LABEL.require("name", location.name(), INVALID_CONTENT);
    Content.Location.LABEL.require("address", location.address(), INVALID_CONTENT);
  }

  private static void requireDegrees(String name, double value, int most) {
    if (!(Math.abs(value) <= most)) {
      throw new Refused(INVALID_CONTENT, name + ": expected -" + most + " to " + most + " degrees");
    }
  }

  private static void require(Content.ContactCard card) {
    Content.ContactCard.NAME.require("name", card.name(), INVALID_CONTENT);
    if (card.name().isBlank()) {
      throw new Refused(INVALID_CONTENT, "name: expected more than spaces");
    }
    CONTACT_NAME.require("name", card.name(), INVALID_CONTENT);
    card.phone();
    if (!card.more().isEmpty()) {
      throw new Refused(INVALID_CONTENT, "a message contains one contact");
    }
  }
}
