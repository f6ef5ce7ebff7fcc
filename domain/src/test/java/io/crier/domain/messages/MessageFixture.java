package io.crier.domain.messages;

import static io.crier.domain.sessions.SessionFixture.NOON;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaFailure;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaId;
import io.crier.domain.media.MediaKind;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SplittableRandom;

/** Messages for tests. */
public final class MessageFixture {

  public static final Recipient SOMEBODY = number(1);

  public static final MediaFile FILE =
      new MediaFile(MediaId.next(NOON), "image/png", 70_123, "ab".repeat(32));

  private static final SplittableRandom RANDOM = new SplittableRandom();

  private MessageFixture() {}

  /** A recipient for each whole number from 0. */
  public static Recipient number(int index) {
    return new Recipient.Phone(new PhoneNumber("+4915%09d".formatted(index)));
  }

  public static Handling of(Priority priority) {
    return new Handling(priority, false, Optional.empty(), Optional.empty());
  }

  /** One of each kind of content, with all optional fields set. */
  public static List<Content> contents() {
    var quoted =
        new Quoted(
            Optional.of(MessageId.next(NOON)),
            new WhatsAppId("3EB0A1"),
            false,
            Optional.of(number(3)),
            "Is it ready?");
    var referral =
        new Referral(
            Optional.of("https://fb.me/3cr4Wqqkv"),
            Optional.of("120226305854810726"),
            Optional.of("ad"),
            Optional.of("Chat with us"),
            Optional.of("Our new door"),
            Optional.of("ARAkLkA8rmlFeiCktEJQ"));
    var envelope = new Envelope(Optional.of("Fatima"), true, Optional.of(referral));
    var context =
        new Context(Optional.of(quoted), List.of(number(2)), Optional.of(number(4)), envelope);
    return List.of(
        new Content.Text("hello"),
        new Content.Text("hello", context),
        new Content.Text("\u0001👍".repeat(40_000)).received(),
        new Content.Media(
            MediaKind.DOCUMENT, FILE, Optional.of("read"), Optional.of("a.pdf"), context),
        new Content.Media(MediaKind.VOICE, FILE, Optional.empty(), Optional.empty(), Context.NONE),
        new Content.Location(24.7, 46.6, Optional.of("Riyadh"), Optional.of("here"), context),
        new Content.ContactCard("Fatima", new PhoneNumber("+966501234567"), context),
        new Content.Reaction(quoted, "👍", Context.NONE),
        new MessageTemplate("order_ready", "ar", "[{\"type\":\"body\"}]"),
        new Content.ContactCard(
            "Fatima",
            "+966501234567",
            List.of(new Content.ContactCard.Entry("Sami", "050 1")),
            context),
        new Content.Interactive(
            "list_reply",
            Optional.of("row-2"),
            Optional.of("Two"),
            Optional.of("The second"),
            Optional.of("{}"),
            context),
        new Content.Interactive(
            "button",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            context),
        new MissingMedia(
            MediaKind.DOCUMENT,
            "application/pdf",
            Optional.of(70_123L),
            Optional.of("فاتورة"),
            Optional.of("bill.pdf"),
            Optional.empty(),
            context),
        new MissingMedia(
            MediaKind.VOICE,
            "audio/ogg",
            Optional.empty(),
            Optional.empty(),
            Optional.empty(),
            Optional.of(MediaFailure.GONE),
            Context.NONE),
        new Content.Media(MediaKind.STICKER, FILE, Optional.empty(), Optional.empty(), context),
        new Unavailable(Unavailable.Reason.VIEW_ONCE, context),
        new Change.Edit(quoted, Optional.of(MediaKind.IMAGE), "hello", NOON),
        new Change.Deletion(quoted, true, NOON),
        new Poll(
            "Tea?",
            List.of("Yes", "No"),
            true,
            List.of(new Poll.Vote(number(2), List.of(0, 1), NOON)),
            Context.NONE),
        buttons(),
        list(),
        new Content.Media(
            MediaKind.IMAGE, FILE, Optional.of("once"), Optional.empty(), true, Context.NONE),
        new Content.Text("hello", Context.NONE.mentioningAll()),
        new Content.Text(
            "https://example.com/door",
            LinkPreview.of("https://example.com/door")
                .map(it -> it.read(Optional.of("Blue Door"), Optional.empty())),
            Context.NONE),
        new Content.Unsupported("poll", "Tea?\nYes\nNo", context));
  }

  /** A question with two buttons. */
  public static Menu buttons() {
    return new Menu(
        Optional.empty(),
        "Does Monday suit you?",
        Optional.empty(),
        Optional.empty(),
        List.of(
            new Menu.Section(Optional.empty(), List.of(option("yes", "Yes"), option("no", "No")))),
        false,
        Context.NONE);
  }

  /** A question with a list of all that there can be. */
  public static Menu list() {
    var late = new Menu.Option("18", "18:00", Optional.of("Fatima only"));
    return new Menu(
        Optional.of("Blue Door Clinic"),
        "When do you come?",
        Optional.of("Closed on Friday"),
        Optional.of("Times"),
        List.of(
            new Menu.Section(Optional.of("Monday"), List.of(option("9", "09:00"), late)),
            new Menu.Section(Optional.of("Tuesday"), List.of(option("10", "10:00")))),
        true,
        Context.NONE);
  }

  private static Menu.Option option(String id, String title) {
    return new Menu.Option(id, title, Optional.empty());
  }

  public static Message queued(Session session) {
    return queued(session, Priority.NORMAL);
  }

  public static Message queued(Session session, Priority priority) {
    return accepted(session.account(), session.id(), SOMEBODY, of(priority), NOON);
  }

  public static Message accepted(
      AccountId account, SessionId session, Recipient to, Handling handling, Instant now) {
    return Message.accept(
        MessageId.next(now),
        account,
        session,
        to,
        new Content.Text("hello"),
        handling,
        WhatsAppId.next(RANDOM),
        now);
  }
}
