package io.crier.application.sessions;

import io.crier.domain.calls.CallId;
import io.crier.domain.chats.Presence;
import io.crier.domain.groups.ParticipantAction;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.EnumSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** WhatsApp's side of an engine: what its users and its network do in tests. */
public interface WhatsAppSide {

  /** A phone scans the session's QR code. */
  void scan(SessionId session, PhoneNumber by);

  /** The submissions that have reached WhatsApp, in order. */
  List<Arrived> arrived(SessionId session);

  /** The messages that edits and deletions from the session were for; only if it can do that. */
  default List<WhatsAppId> changed(SessionId session) {
    throw new UnsupportedOperationException();
  }

  void write(SessionId session, Recipient from, Content content);

  /** The holder of the session writes on the phone. */
  default void writeOnPhone(SessionId session, Recipient to, Content content) {
    throw new UnsupportedOperationException("an engine without " + Ability.SENT_ELSEWHERE);
  }

  /** Sends a file to the session. */
  default void writeFile(SessionId session, Recipient from, MissingMedia missing, byte[] file) {
    throw new UnsupportedOperationException("nobody sends files");
  }

  /** Whether downloads of such files fail. */
  default void failDownloads(SessionId session, boolean fail) {
    throw new UnsupportedOperationException("nobody sends files");
  }

  /** The phone hands over these messages; only if the engine has history. */
  default void handOver(SessionId session, List<Past> messages) {
    throw new UnsupportedOperationException("an engine without " + Ability.HISTORY);
  }

  /** A text that was written before the session was linked. */
  record Past(WhatsAppId id, Recipient chat, boolean ours, String text, Instant at) {

    /** The same as an engine reports it. */
    public Engine.Event.Received received(Optional<Address> address) {
      var received = new Engine.Event.Received(id, chat, address, new Content.Text(text), at);
      return ours ? received.sentElsewhere() : received;
    }
  }

  /** Somebody shows a text as a story; only if the engine reports stories. */
  default void postStory(SessionId session, Recipient by, String text) {
    var context = new Context(Optional.empty(), List.of(), Optional.of(by));
    write(session, new Recipient.Stories(), new Content.Text(text, context));
  }

  /** The author of a message to the session edits it; only if the engine reports it. */
  default void edit(SessionId session, Recipient from, WhatsAppId id, String text) {
    throw new UnsupportedOperationException();
  }

  /** The author of a message to the session deletes it for everyone, likewise. */
  default void revoke(SessionId session, Recipient from, WhatsAppId id) {
    throw new UnsupportedOperationException();
  }

  /** The recipient of a poll from the session votes in it; only if the engine reports it. */
  default void vote(SessionId session, Recipient voter, WhatsAppId poll, List<String> options) {
    throw new UnsupportedOperationException();
  }

  /** The recipient of buttons or a list chooses this; only if the engine sends them. */
  default void choose(SessionId session, Recipient by, WhatsAppId menu, String option) {
    throw new UnsupportedOperationException();
  }

  /** Somebody creates a group with the session and others; only if the engine has groups. */
  default Recipient.Group createGroup(
      SessionId session, Recipient by, String subject, List<Recipient> others) {
    throw new UnsupportedOperationException("an engine without " + Ability.GROUPS);
  }

  /** An admin of a group adds, removes, promotes or demotes somebody, maybe the session. */
  default void changeParticipants(
      SessionId session,
      Recipient.Group group,
      Recipient by,
      ParticipantAction action,
      Recipient participant) {
    throw new UnsupportedOperationException("an engine without " + Ability.GROUPS);
  }

  /** Somebody calls the session; only if the engine has calls. */
  default CallId call(SessionId session, Recipient from, boolean video) {
    throw new UnsupportedOperationException("an engine without " + Ability.CALLS);
  }

  /** The calls that the session has rejected. */
  default List<CallId> rejectedCalls(SessionId session) {
    throw new UnsupportedOperationException("an engine without " + Ability.CALLS);
  }

  /** Somebody types in the chat with the session, or goes online; only with {@code PRESENCE}. */
  default void show(SessionId session, Recipient by, Presence presence) {
    throw new UnsupportedOperationException("an engine without " + Ability.PRESENCE);
  }

  /** What the session has shown last in a chat. */
  default Presence shown(SessionId session, Recipient chat) {
    throw new UnsupportedOperationException("an engine without " + Ability.PRESENCE);
  }

  /** What people do about profiles, blocks and timers; only if the engine has some of that. */
  default ProfileSide profiles() {
    throw new UnsupportedOperationException("an engine without profiles");
  }

  /** How the phone of the session marks a chat; only if the engine marks chats. */
  default Set<ChatMark> marks(SessionId session, Recipient chat) {
    throw new UnsupportedOperationException("an engine without " + Ability.MARK_CHATS);
  }

  /** A mark of a chat. */
  enum ChatMark {
    ARCHIVED,
    MUTED,
    PINNED,
    UNREAD
  }

  /** What the holder of a session does with labels; only if the engine has them. */
  default LabelSide labels() {
    throw new UnsupportedOperationException("an engine without " + Ability.LABELS);
  }

  /** What others do with channels; only if the engine has them. */
  default ChannelSide channels() {
    throw new UnsupportedOperationException("an engine without " + Ability.CHANNELS);
  }

  /** Makes this number one that is not on WhatsApp. */
  void forget(SessionId session, PhoneNumber number);

  /** Sends to this number fail. */
  void refuse(SessionId session, PhoneNumber number, Fault fault);

  /** Breaks the session's connection, and prevents new ones. */
  void drop(SessionId session);

  void heal(SessionId session);

  /** How a phone shows a message, apart from its content. */
  enum Mark {
    FORWARDED,
    VIEW_ONCE,
    MENTIONS_ALL,
    LINK_PREVIEW;

    static Set<Mark> of(Content content) {
      var marks = EnumSet.noneOf(Mark.class);
      if (content.context().envelope().forwarded()) {
        marks.add(FORWARDED);
      }
      if (content instanceof Content.Media media && media.viewOnce()) {
        marks.add(VIEW_ONCE);
      }
      if (content.context().mentionsAll()) {
        marks.add(MENTIONS_ALL);
      }
      if (content instanceof Content.Text text && text.preview().isPresent()) {
        marks.add(LINK_PREVIEW);
      }
      return marks;
    }
  }

  /** A submission as WhatsApp received it. */
  record Arrived(
      WhatsAppId id,
      Recipient to,
      String type,
      String text,
      Optional<String> mediaSha256,
      Set<Mark> marks,
      Set<Recipient> audience) {

    public Arrived(
        WhatsAppId id, Recipient to, String type, String text, Optional<String> mediaSha256) {
      this(id, to, type, text, mediaSha256, Set.of());
    }

    public Arrived(
        WhatsAppId id,
        Recipient to,
        String type,
        String text,
        Optional<String> mediaSha256,
        Set<Mark> marks) {
      this(id, to, type, text, mediaSha256, marks, Set.of());
    }

    public static Arrived of(WhatsAppId id, Recipient to, Content content) {
      return new Arrived(
          id,
          to,
          content.type(),
          content.text(),
          content instanceof Content.Media media
              ? Optional.of(media.file().sha256())
              : Optional.empty(),
          Mark.of(content),
          Set.copyOf(content.context().audience()));
    }
  }
}
