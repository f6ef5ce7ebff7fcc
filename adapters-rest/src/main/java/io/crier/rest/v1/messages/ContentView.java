package io.crier.rest.v1.messages;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Recipient;
import io.crier.rest.v1.media.MediaLinks;
import io.crier.rest.v1.media.MediaView;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.enums.SchemaType;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The content of a message; only the fields of its type are present. */
public record ContentView(
    @Schema(
            required = true,
            description =
                "text, image, video, audio, document, location, contact, reaction, template, or"
                    + " unsupported for content that Crier cannot represent",
            examples = "text")
        String type,
    @Schema(description = "the text of a text message", examples = "أهلا, عساك بخير؟")
        Optional<String> body,
    @Schema(description = "the caption of a file", examples = "Our new door")
        Optional<String> caption,
    @Schema(description = "the name of a document", examples = "invoice.pdf")
        Optional<String> filename,
    @Schema(description = "whether audio is a voice message") Optional<Boolean> voice,
    Optional<MediaView> media,
    Optional<LocationView> location,
    Optional<ContactView> contact,
    Optional<ReactionView> reaction,
    Optional<TemplateView> template,
    @Schema(description = "the id of the message this replies to") Optional<UUID> replyTo,
    @Schema(description = "who is mentioned") Optional<List<String>> mentions,
    @Schema(description = "who wrote it, in a group", examples = "+966507654321")
        Optional<String> author,
    @Schema(description = "true if a received text was cut, because it was too long to keep")
        Optional<Boolean> truncated) {

  /** The content as shown to its account. */
  public static ContentView of(AccountId account, Content content, MediaLinks links) {
    var context = content.context();
    var file = as(Content.Media.class, content);
    return new ContentView(
        content.type(),
        as(Content.Text.class, content).map(Content.Text::body),
        file.flatMap(Content.Media::caption),
        file.flatMap(Content.Media::filename),
        file.map(Content.Media::kind)
            .filter(MediaKind::isAudible)
            .map(kind -> kind == MediaKind.VOICE),
        file.map(media -> MediaView.of(account, media, links)),
        as(Content.Location.class, content).map(LocationView::of),
        as(Content.ContactCard.class, content).map(ContactView::of),
        as(Content.Reaction.class, content).map(ReactionView::of),
        as(Content.Template.class, content).map(TemplateView::of),
        context.replyTo().flatMap(Quoted::id).map(MessageId::value),
        Optional.of(context.mentions().stream().map(Recipient::text).toList())
            .filter(mentions -> !mentions.isEmpty()),
        context.author().map(Recipient::text),
        Optional.of(context.origin().truncated()).filter(cut -> cut));
  }

  private static <T extends Content> Optional<T> as(Class<T> type, Content content) {
    return Optional.of(content).filter(type::isInstance).map(type::cast);
  }

  /** A location. */
  @Schema(name = "LocationContent")
  public record LocationView(
      @Schema(required = true, examples = "24.7136") double latitude,
      @Schema(required = true, examples = "46.6753") double longitude,
      Optional<String> name,
      Optional<String> address) {

    static LocationView of(Content.Location location) {
      return new LocationView(
          location.latitude(), location.longitude(), location.name(), location.address());
    }
  }

  /** A contact's name and number. */
  @Schema(name = "ContactContent")
  public record ContactView(
      @Schema(required = true, examples = "Fatima") String name,
      @Schema(required = true, examples = "+966507654321") String number) {

    static ContactView of(Content.ContactCard card) {
      return new ContactView(card.name(), card.number().value());
    }
  }

  /** An emoji on another message. */
  @Schema(name = "ReactionContent")
  public record ReactionView(
      @Schema(description = "the message reacted to, if Crier knows it") Optional<UUID> messageId,
      @Schema(
              required = true,
              description = "the WhatsApp id of that message",
              examples = "3EB0A1B2C3D4E5F60718")
          String waMessageId,
      @Schema(required = true, description = "empty if the reaction was removed", examples = "👍")
          String emoji) {

    static ReactionView of(Content.Reaction reaction) {
      return new ReactionView(
          reaction.target().id().map(MessageId::value),
          reaction.target().whatsAppId().value(),
          reaction.emoji());
    }
  }

  /** A template message, approved by Meta. */
  @Schema(name = "TemplateContent")
  public record TemplateView(
      @Schema(required = true, examples = "order_ready") String name,
      @Schema(required = true, examples = "ar") String language,
      @Schema(required = true, type = SchemaType.ARRAY, implementation = Object.class) @JsonRawValue
          String components) {

    static TemplateView of(Content.Template template) {
      return new TemplateView(template.name(), template.language(), template.components());
    }
  }
}
