package io.crier.rest.v1.messages;

import com.fasterxml.jackson.annotation.JsonRawValue;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Change;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Menu;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageTemplate;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Poll;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.Referral;
import io.crier.domain.messages.Unavailable;
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
                "text, image, video, audio, document, sticker, poll, buttons, list, location,"
                    + " contact, reaction, interactive, template, edit or deletion of a sent message, unavailable for"
                    + " content that did not arrive, or unsupported for content that Crier cannot"
                    + " represent",
            examples = "text")
        String type,
    @Schema(
            description =
                "the text of a text message or above buttons or a list, what an edit replaces it with, or what can be read of"
                    + " unsupported content: sent it has at most 4,096 characters, received at most 65,536",
            examples = "أهلا, عساك بخير؟")
        Optional<String> body,
    @Schema(description = "the caption of a file", examples = "Our new door")
        Optional<String> caption,
    @Schema(description = "the name of a document", examples = "invoice.pdf")
        Optional<String> filename,
    @Schema(description = "whether audio is a voice message") Optional<Boolean> voice,
    Optional<MediaView> media,
    Optional<LocationView> location,
    Optional<ContactView> contact,
    @Schema(description = "all of them, if several contacts were received in one message")
        Optional<List<ContactView>> contacts,
    Optional<ReactionView> reaction,
    Optional<PollView> poll,
    Optional<MenuView> menu,
    Optional<ChangedView> target,
    Optional<InteractiveView> interactive,
    Optional<TemplateView> template,
    @Schema(description = "what WhatsApp calls unsupported content", examples = "eventMessage")
        Optional<String> kind,
    @Schema(
            description =
                "why content is unavailable: undecryptable (its sender was asked to send it"
                    + " again), view_once (it can be seen on the phone only) or not_delivered",
            examples = "view_once")
        Optional<String> reason,
    @Schema(description = "the id of the message this replies to, if Crier knows it")
        Optional<UUID> replyTo,
    Optional<QuotedView> quoted,
    @Schema(description = "who is mentioned") Optional<List<String>> mentions,
    @Schema(description = "who wrote it, in a group or as a story", examples = "+966507654321")
        Optional<String> author,
    @Schema(
            description = "what the sender, in a group the author, calls themselves",
            examples = "Fatima")
        Optional<String> fromName,
    @Schema(description = "true if it is marked as forwarded") Optional<Boolean> forwarded,
    @Schema(description = "true if its recipient can open the file only once")
        Optional<Boolean> viewOnce,
    @Schema(description = "true if it mentions everybody in the group")
        Optional<Boolean> mentionAll,
    @Schema(description = "who sees it, if it is a story") Optional<List<String>> audience,
    Optional<PreviewView> preview,
    Optional<ReferralView> referral,
    @Schema(description = "true if a received text was cut, because it was too long to keep")
        Optional<Boolean> truncated) {

  /** The content as shown to its account. */
  public static ContentView of(AccountId account, Content content, MediaLinks links) {
    var context = content.context();
    var envelope = context.envelope();
    var file = as(Content.Media.class, content);
    var missing = as(MissingMedia.class, content);
    var card = as(Content.ContactCard.class, content);
    var unsupported = as(Content.Unsupported.class, content);
    return new ContentView(
        content.type(),
        as(Content.Text.class, content)
            .map(Content.Text::body)
            .or(() -> as(Menu.class, content).map(Menu::body))
            .or(() -> as(Change.Edit.class, content).map(Change.Edit::body))
            .or(() -> unsupported.map(Content.Unsupported::text).filter(text -> !text.isEmpty())),
        file.flatMap(Content.Media::caption).or(() -> missing.flatMap(MissingMedia::caption)),
        file.flatMap(Content.Media::filename).or(() -> missing.flatMap(MissingMedia::filename)),
        file.map(Content.Media::kind)
            .or(() -> missing.map(MissingMedia::kind))
            .filter(MediaKind::isAudible)
            .map(kind -> kind == MediaKind.VOICE),
        MediaView.of(account, content, links),
        as(Content.Location.class, content).map(LocationView::of),
        card.map(ContactView::of),
        card.filter(it -> !it.more().isEmpty())
            .map(it -> it.entries().stream().map(ContactView::of).toList()),
        as(Content.Reaction.class, content).map(ReactionView::of),
        as(Poll.class, content).map(PollView::of),
        as(Menu.class, content).map(MenuView::of),
        as(Change.class, content).map(ChangedView::of),
        as(Content.Interactive.class, content).map(InteractiveView::of),
        as(MessageTemplate.class, content).map(TemplateView::of),
        unsupported.map(Content.Unsupported::kind),
        as(Unavailable.class, content).map(it -> it.reason().code()),
        context.replyTo().flatMap(Quoted::id).map(MessageId::value),
        context.replyTo().map(QuotedView::of),
        Optional.of(context.mentions().stream().map(Recipient::text).toList())
            .filter(mentions -> !mentions.isEmpty()),
        context.author().map(Recipient::text),
        envelope.name(),
        Optional.of(envelope.forwarded()).filter(forwarded -> forwarded),
        file.map(Content.Media::viewOnce).filter(once -> once),
        Optional.of(context.mentionsAll()).filter(all -> all),
        Optional.of(context.audience().stream().map(Recipient::text).toList())
            .filter(audience -> !audience.isEmpty()),
        as(Content.Text.class, content).flatMap(Content.Text::preview).map(PreviewView::of),
        envelope.referral().map(ReferralView::of),
        Optional.of(envelope.truncated()).filter(cut -> cut));
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
      @Schema(
              required = true,
              description =
                  "the contact's number: +E.164, or if received also as it was written, or empty",
              examples = "+966507654321")
          String number) {

    static ContactView of(Content.ContactCard card) {
      return new ContactView(card.name(), card.number());
    }

    static ContactView of(Content.ContactCard.Entry entry) {
      return new ContactView(entry.name(), entry.number());
    }
  }

  /** A reply to a message with buttons, a list or a form. */
  @Schema(name = "InteractiveContent")
  public record InteractiveView(
      @Schema(
              required = true,
              description =
                  "button_reply, list_reply, button for a button of a template, or nfm_reply for a"
                      + " form",
              examples = "list_reply")
          String kind,
      @Schema(description = "of the button or row, as whoever sent it chose it", examples = "row-2")
          Optional<String> id,
      @Schema(description = "what the button or row says", examples = "Tomorrow")
          Optional<String> title,
      @Schema(description = "what is shown below it") Optional<String> text,
      @Schema(description = "what the button carries, or the form's fields as JSON")
          Optional<String> payload) {

    static InteractiveView of(Content.Interactive reply) {
      return new InteractiveView(
          reply.kind(), reply.id(), reply.title(), reply.details(), reply.payload());
    }
  }

  /** A message that is replied to, as WhatsApp shows it above the reply. */
  @Schema(name = "QuotedMessage")
  public record QuotedView(
      @Schema(description = "its id, if Crier knows it") Optional<UUID> messageId,
      @Schema(required = true, description = "its WhatsApp id", examples = "3EB0A1B2C3D4E5F60718")
          String waMessageId,
      @Schema(required = true, description = "whether the session sent it") boolean fromMe,
      @Schema(description = "who wrote it, in a group or as a story", examples = "+966507654321")
          Optional<String> author,
      @Schema(required = true, description = "the beginning of its text; may be empty")
          String text) {

    static QuotedView of(Quoted quoted) {
      return new QuotedView(
          quoted.id().map(MessageId::value),
          quoted.whatsAppId().value(),
          quoted.ours(),
          quoted.author().map(Recipient::text),
          quoted.text());
    }
  }

  /** The advertisement that led somebody to write. */
  @Schema(name = "Referral")
  public record ReferralView(
      @Schema(description = "where it leads to") Optional<String> sourceUrl,
      @Schema(description = "its id at Meta") Optional<String> sourceId,
      @Schema(description = "ad or post", examples = "ad") Optional<String> sourceType,
      @Schema(description = "its headline") Optional<String> headline,
      @Schema(description = "its text") Optional<String> body,
      @Schema(description = "the click id for Meta's Conversions API") Optional<String> ctwaClid) {

    static ReferralView of(Referral referral) {
      return new ReferralView(
          referral.sourceUrl(),
          referral.sourceId(),
          referral.sourceType(),
          referral.headline(),
          referral.body(),
          referral.ctwaClid());
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

  /** The sent message that an edit or deletion changes. */
  @Schema(name = "ChangedMessage")
  public record ChangedView(
      @Schema(required = true, description = "its id") Optional<UUID> messageId,
      @Schema(required = true, description = "its WhatsApp id", examples = "3EB0A1B2C3D4E5F60718")
          String waMessageId) {

    static ChangedView of(Change change) {
      return new ChangedView(
          change.target().id().map(MessageId::value), change.target().whatsAppId().value());
    }
  }

  /** A template message, approved by Meta. */
  @Schema(name = "TemplateContent")
  public record TemplateView(
      @Schema(required = true, examples = "order_ready") String name,
      @Schema(required = true, examples = "ar") String language,
      @Schema(required = true, type = SchemaType.ARRAY, implementation = Object.class) @JsonRawValue
          String components) {

    static TemplateView of(MessageTemplate template) {
      return new TemplateView(template.name(), template.language(), template.components());
    }
  }
}
