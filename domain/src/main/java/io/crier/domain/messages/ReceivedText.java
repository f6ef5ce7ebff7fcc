package io.crier.domain.messages;

import io.crier.domain.TextRule;
import java.util.List;
import java.util.Optional;

/**
 * Makes received texts storable. They are kept whole: limits, formats and checks apply to what is
 * sent. Characters that no database stores become U+FFFD, and what is longer than any message of
 * WhatsApp is cut between characters and marked as truncated.
 */
final class ReceivedText {

  static final int LONGEST = 65_536;
  private static final int LONGEST_NAME = 4_096;
  private static final int MOST_PEOPLE = 1_024;

  /** Of all texts of one message: as JSON, H2 stores at most a million characters of them. */
  private static final int LONGEST_TOGETHER = 140_000;

  private int left = LONGEST_TOGETHER;
  private boolean cut;

  private ReceivedText() {}

  static Content kept(Content content) {
    var text = new ReceivedText();
    var kept = text.storable(content).in(text.storable(content.context()));
    return text.cut ? kept.in(kept.context().truncated()) : kept;
  }

  private Content storable(Content content) {
    var context = content.context();
    return switch (content) {
      case Content.Text it -> new Content.Text(body(it.body()), context);
      case Content.Media it ->
          new Content.Media(it.kind(), it.file(), body(it.caption()), file(it.filename()), context);
      case MissingMedia it ->
          new MissingMedia(
              it.kind(),
              it.mimeType(),
              it.size(),
              body(it.caption()),
              file(it.filename()),
              it.failure(),
              context);
      case Content.Location it ->
          new Content.Location(
              it.latitude(), it.longitude(), name(it.name()), name(it.address()), context);
      case Content.ContactCard it ->
          new Content.ContactCard(
              name(it.name()),
              name(it.number()),
              people(it.more()).stream().map(this::entry).toList(),
              context);
      case Content.Reaction it ->
          new Content.Reaction(quoted(it.target()), name(it.emoji()), context);
      case MessageTemplate it -> it;
      case Unavailable it -> it;
      case Change it -> it;
      case Menu it -> it;
      case Poll it ->
          new Poll(
              name(it.question()),
              people(it.options()).stream().map(this::name).toList(),
              it.multiple(),
              it.votes(),
              context);
      case Content.Interactive it ->
          new Content.Interactive(
              name(it.kind()),
              name(it.id()),
              name(it.title()),
              name(it.details()),
              body(it.payload()),
              context);
      case Content.Unsupported it ->
          new Content.Unsupported(name(it.kind()), body(it.text()), context);
    };
  }

  private Content.ContactCard.Entry entry(Content.ContactCard.Entry entry) {
    return new Content.ContactCard.Entry(name(entry.name()), name(entry.number()));
  }

  private Context storable(Context context) {
    return new Context(
        context.replyTo().map(ReceivedText::quoted),
        people(context.mentions()),
        context.author(),
        storable(context.envelope()));
  }

  private Envelope storable(Envelope envelope) {
    return new Envelope(
        name(envelope.name()),
        envelope.forwarded(),
        envelope.referral().map(this::storable),
        envelope.truncated());
  }

  private Referral storable(Referral referral) {
    return new Referral(
        name(referral.sourceUrl()),
        name(referral.sourceId()),
        name(referral.sourceType()),
        name(referral.headline()),
        name(referral.body()),
        name(referral.ctwaClid()));
  }

  private <T> List<T> people(List<T> people) {
    cut |= people.size() > MOST_PEOPLE;
    return people.subList(0, Math.min(people.size(), MOST_PEOPLE));
  }

  private static Quoted quoted(Quoted quoted) {
    return new Quoted(
        quoted.id(),
        quoted.whatsAppId(),
        quoted.ours(),
        quoted.author(),
        TextRule.repaired(quoted.text()));
  }

  private String body(String text) {
    return storable(text, LONGEST);
  }

  private Optional<String> body(Optional<String> text) {
    return text.map(this::body);
  }

  private String name(String text) {
    return storable(text, LONGEST_NAME);
  }

  private Optional<String> name(Optional<String> text) {
    return text.map(this::name);
  }

  /** A name alone, so that nobody who stores the file under it leaves the folder. */
  private Optional<String> file(Optional<String> name) {
    return name(name).map(it -> it.replaceAll("[/\\\\]", "_")).filter(it -> !it.isBlank());
  }

  private String storable(String text, int longest) {
    var kept = TextRule.head(text, Math.min(longest, left));
    cut |= kept.length() < text.length();
    left -= TextRule.length(kept);
    return TextRule.repaired(kept);
  }
}
