package io.crier.application.events;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.calls.Call;
import io.crier.domain.calls.CallEvent;
import io.crier.domain.calls.CallId;
import io.crier.domain.chats.ChatEvent;
import io.crier.domain.chats.Presence;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.groups.Group;
import io.crier.domain.groups.GroupChange;
import io.crier.domain.groups.GroupEvent;
import io.crier.domain.groups.ParticipantAction;
import io.crier.domain.labels.Label;
import io.crier.domain.labels.LabelEvent;
import io.crier.domain.labels.LabelId;
import io.crier.domain.media.MediaFailure;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Hold;
import io.crier.domain.messages.HoldReason;
import io.crier.domain.messages.MessageEvent;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Metadata;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Poll;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.protection.Offence;
import io.crier.domain.protection.ProtectionEvent;
import io.crier.domain.sessions.DesiredState;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionEvent;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.sessions.SessionStatus;
import io.crier.domain.webhooks.WebhookEvent;
import io.crier.domain.webhooks.WebhookId;
import io.crier.domain.xaccounts.XAccountEvent;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.domain.xaccounts.XUserId;
import io.crier.domain.xaccounts.XUsername;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** An example of every event; add one here with each new event record. */
public final class EveryEvent {

  private static final Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  private EveryEvent() {}

  /** At least one event of each record, with all optional fields set. */
  public static List<DomainEvent> of(AccountId account) {
    var session = SessionId.next(NOON);
    var message = MessageId.next(NOON);
    var number = new PhoneNumber("+966501234567");
    var address = new Address("966501234567@s.whatsapp.net");
    var id = new WhatsAppId("3EB0AA");
    return List.of(
        new MessageEvent.Received(
            account,
            session,
            Optional.of(number),
            message,
            id,
            new Recipient.Hidden("12345678@lid"),
            Optional.of(address),
            new Content.Text("أهلا, عساك بخير؟ \"👋\"\n"),
            NOON.plusNanos(123_456_000)),
        new ChatEvent.PresenceChanged(
            account,
            session,
            new Recipient.Group("12345678@g.us"),
            new Recipient.Phone(number),
            Presence.RECORDING,
            NOON),
        new ChatEvent.Blocked(account, session, new Recipient.Phone(number), true, NOON),
        new CallEvent.Incoming(
            account,
            session,
            new Call(
                new CallId("8A1B2C3D4E5F6071"),
                new Recipient.Phone(number),
                Optional.of(new Recipient.Group("12345678@g.us")),
                true),
            NOON),
        new MessageEvent.SentElsewhere(
            account,
            session,
            Optional.of(number),
            message,
            id,
            new Recipient.Phone(number),
            Optional.of(address),
            new Content.Text("I am on my way"),
            NOON),
        new MessageEvent.MediaChanged(
            account,
            session,
            Optional.of(number),
            message,
            id,
            Direction.INBOUND,
            new Recipient.Phone(number),
            new MissingMedia(
                MediaKind.DOCUMENT,
                "application/pdf",
                Optional.of(70_123L),
                Optional.of("الفاتورة"),
                Optional.of("bill.pdf"),
                Optional.of(MediaFailure.GONE),
                Context.NONE),
            NOON),
        new MessageEvent.StatusChanged(
            account,
            session,
            Optional.of(number),
            message,
            id,
            new Recipient.Phone(number),
            Optional.of(address),
            MessageStatus.FAILED,
            Optional.empty(),
            Optional.of(Fault.UNKNOWN_OUTCOME),
            Optional.of(131049),
            true,
            true,
            Optional.of(new Metadata("{\"order\": [1, 2.50]}")),
            NOON),
        new MessageEvent.StatusChanged(
            account,
            session,
            Optional.of(number),
            message,
            id,
            new Recipient.Group("12345678@g.us"),
            Optional.empty(),
            MessageStatus.QUEUED,
            Optional.of(Hold.until(NOON, HoldReason.QUIET_HOURS)),
            Optional.empty(),
            Optional.empty(),
            false,
            false,
            Optional.empty(),
            NOON),
        new MessageEvent.Edited(
            account,
            session,
            Optional.of(number),
            message,
            id,
            Direction.INBOUND,
            new Recipient.Phone(number),
            Optional.of(address),
            new Content.Text("edited"),
            NOON),
        new MessageEvent.Revoked(
            account,
            session,
            Optional.of(number),
            message,
            id,
            Direction.OUTBOUND,
            new Recipient.Phone(number),
            Optional.of(address),
            NOON),
        new MessageEvent.Voted(
            account,
            session,
            Optional.of(number),
            message,
            id,
            Direction.OUTBOUND,
            new Recipient.Group("12345678@g.us"),
            new Recipient.Phone(number),
            new Poll(
                "Tea?",
                List.of("Yes", "No"),
                false,
                List.of(new Poll.Vote(new Recipient.Phone(number), List.of(1), NOON)),
                Context.NONE),
            NOON),
        new ChatEvent.Updated(
            account,
            session,
            new Recipient.Phone(number),
            2,
            true,
            true,
            false,
            true,
            86_400,
            NOON),
        new GroupEvent.Joined(
            account,
            session,
            new Group(
                new Recipient.Group("120363041234567890@g.us"),
                "جيران",
                Optional.of("Who has a ladder?"),
                Optional.of(new Recipient.Phone(number)),
                Optional.of(NOON.minusSeconds(60)),
                true,
                false,
                List.of(
                    Group.Participant.of(new Recipient.Phone(number), Group.Role.OWNER),
                    Group.Participant.of(new Recipient.Hidden("12345678@lid"), Group.Role.MEMBER))),
            NOON),
        new GroupEvent.Updated(
            account,
            session,
            new Recipient.Group("120363041234567890@g.us"),
            new GroupChange(
                Optional.of("Neighbours"),
                Optional.of("Who has a ladder?"),
                Optional.of(true),
                Optional.of(false)),
            Optional.of(new Recipient.Phone(number)),
            NOON),
        new GroupEvent.ParticipantsChanged(
            account,
            session,
            new Recipient.Group("120363041234567890@g.us"),
            ParticipantAction.ADD,
            List.of(new Recipient.Hidden("12345678@lid")),
            Optional.of(new Recipient.Phone(number)),
            NOON),
        new GroupEvent.Left(account, session, new Recipient.Group("120363041234567890@g.us"), NOON),
        new LabelEvent.Updated(account, session, new Label(new LabelId("4"), "مدفوع", 3), NOON),
        new LabelEvent.Deleted(account, session, new LabelId("4"), NOON),
        new LabelEvent.Assigned(
            account, session, new LabelId("4"), new Recipient.Phone(number), NOON),
        new LabelEvent.Removed(
            account, session, new LabelId("4"), new Recipient.Phone(number), NOON),
        new SessionEvent.StatusChanged(
            account,
            session,
            SessionStatus.CONNECTED,
            DesiredState.ON,
            Optional.of(number),
            Optional.of("why"),
            NOON),
        new SessionEvent.QrChanged(account, session, "2@abc", NOON.plusSeconds(20), NOON),
        new SessionEvent.Restricted(account, session, NOON.plusSeconds(60), NOON),
        new MessageEvent.AlertChanged(
            account,
            session,
            Optional.of(number),
            MessageId.next(NOON),
            new WhatsAppId("3EB0A1"),
            Recipient.parse("+966501234567"),
            MessageStatus.FAILED,
            Optional.of(Fault.QUOTA_EXCEEDED),
            Optional.empty(),
            true,
            false,
            Optional.of(new Metadata("{\"postId\":\"1\"}")),
            NOON),
        new XAccountEvent.Stale(
            account,
            new XUserId(44_196_397),
            new XUsername("jack"),
            XAccountState.PROTECTED,
            Optional.of(NOON.minusSeconds(60)),
            NOON),
        new WebhookEvent.Disabled(account, WebhookId.next(NOON), "it answers 500", NOON),
        new ProtectionEvent.Warned(account, Offence.VOLUME_SPIKE, NOON),
        new ProtectionEvent.Blocked(account, Offence.UNKNOWN_NUMBERS, NOON.plusSeconds(60), NOON),
        new ProtectionEvent.Unblocked(account, true, NOON),
        new WebhookEvent.Tested(account, WebhookId.next(NOON), NOON));
  }
}
