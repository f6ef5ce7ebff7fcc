package io.crier.application.sessions;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.calls.Call;
import io.crier.domain.chats.ChatChange;
import io.crier.domain.chats.Presence;
import io.crier.domain.groups.GroupNews;
import io.crier.domain.media.MediaReference;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Failure;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.RawMessage;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.ClientVersion;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A way to reach WhatsApp. An engine only executes and reports; backoff, pacing, retries and
 * ownership are the same for all engines and are handled outside. Slow and fallible: never call it
 * inside a unit of work.
 */
public interface Engine {

  EngineName name();

  Set<Ability> abilities();

  /**
   * Opens the session's connection and returns at once; everything else arrives as events, on any
   * thread, one at a time, and never from within a call of the engine.
   */
  Connection open(Identity identity, Keyring keyring, Consumer<Event> events);

  /** Why this engine cannot be used on this server, if so. */
  default Optional<String> missing() {
    return Optional.empty();
  }

  /** The version of WhatsApp's client that the next connection reports; empty if there is none. */
  default Optional<ClientVersion> clientVersion() {
    return Optional.empty();
  }

  /** Looks for a newer version for an outdated session, unless it did lately; returns at once. */
  default void lookForVersion(Identity identity) {}

  /** The settings that a session of this engine requires or accepts; others are rejected. */
  Set<EngineSetting> settings();

  /** The session to connect; {@code test} if the connection is for what test keys send. */
  record Identity(
      SessionId session, AccountId account, Map<String, String> settings, boolean test) {}

  /** One session's connection to WhatsApp, until it is closed or lost. */
  interface Connection extends OptionalPorts, AutoCloseable {

    /** Returns when WhatsApp's server has accepted the message, or has not. */
    Outcome send(WhatsAppId id, Recipient to, Optional<Address> address, Content content);

    /**
     * The address of each number, empty for numbers that are not on WhatsApp. Refused with {@code
     * NOT_CONNECTED} while that cannot be determined.
     */
    Map<PhoneNumber, Optional<Address>> check(Set<PhoneNumber> numbers);

    /** Requests a code that the holder of this number enters in WhatsApp; an event reports it. */
    void requestCode(PhoneNumber number);

    /**
     * Logs the device out, deletes its keys, and closes; no event follows. False if it was to be
     * logged out, and may not be.
     */
    boolean unlink();

    /** Disconnects but stays linked. No event follows. */
    @Override
    void close();
  }

  /** The outcome of a send. */
  sealed interface Outcome {

    /**
     * WhatsApp accepted the message.
     *
     * @param id ours, unless the engine has to choose its own
     * @param address of the recipient, if WhatsApp has told it
     */
    record Sent(WhatsAppId id, Optional<Address> address) implements Outcome {

      public Sent(WhatsAppId id) {
        this(id, Optional.empty());
      }
    }

    /** WhatsApp did not accept the message, or it is unknown whether it did. */
    record Failed(Failure failure, Optional<Instant> until) implements Outcome {

      public Failed(Fault fault, Optional<Instant> until) {
        this(Failure.of(fault), until);
      }

      public Fault fault() {
        return failure.fault();
      }
    }
  }

  /** An event on a connection. */
  sealed interface Event {

    /** An event about the connection itself. */
    sealed interface OfConnection extends Event {}

    /** A QR code to scan, until it is replaced by the next. */
    record Qr(String value, Instant expiresAt) implements OfConnection {}

    /** The requested code, to be entered in WhatsApp. */
    record Code(String value, Instant expiresAt) implements OfConnection {}

    /** WhatsApp refuses the requested code, or does not answer. */
    record CodeRefused() implements OfConnection {}

    /** A phone has linked the session; {@link Connected} follows. */
    record Linked(PhoneNumber number) implements OfConnection {}

    record Connected(PhoneNumber number) implements OfConnection {}

    /** The connection is lost and will not be restored by itself. */
    record Lost(Fault fault, Optional<Duration> retryAfter) implements OfConnection {}

    /**
     * WhatsApp or a recipient's phone acknowledges a message.
     *
     * @param member of the group that it was sent to, whose phone that is
     */
    record Receipt(WhatsAppId id, MessageStatus reached, Optional<Recipient> member, Instant at)
        implements Event {

      public Receipt(WhatsAppId id, MessageStatus reached, Instant at) {
        this(id, reached, Optional.empty(), at);
      }
    }

    /** WhatsApp accepted a message earlier, and cannot deliver it after all. */
    record Bounced(WhatsAppId id, Failure failure, Instant at) implements Event {}

    /** Something that people did in a chat; an engine acknowledges it once it is durable. */
    sealed interface Arrival extends Event
        permits Received,
            History,
            GroupChanged,
            Called,
            PresenceSeen,
            ContactBlocked,
            ChatChanged,
            Edited,
            Revoked,
            PollVoted,
            LabelChanged {

      /** Of an arrival for which nobody waits. */
      Runnable NO_CALLBACK = () -> {};

      /** Run once it is durable, which may be much later or never. */
      Runnable kept();

      /** The same with another callback. */
      Arrival whenKept(Runnable then);
    }

    /**
     * A message to the session arrived, or one that its holder sent from the phone or another
     * device.
     *
     * @param peer the sender or, of an outbound message, the recipient
     * @param content as it arrived; made storable here, for all engines
     * @param media with which {@link Connection#media()} downloads its file later, if it is missing
     * @param raw what the engine was handed, if it does not understand all of it
     * @param kept run once the message is durable, which may be much later or never
     */
    record Received(
        Direction direction,
        WhatsAppId id,
        Recipient peer,
        Optional<Address> address,
        Content content,
        Optional<MediaReference> media,
        Optional<RawMessage> raw,
        Instant at,
        Runnable kept)
        implements Arrival {

      public Received {
        content = content.received();
      }

      public Received(
          WhatsAppId id, Recipient from, Optional<Address> address, Content content, Instant at) {
        this(
            Direction.INBOUND,
            id,
            from,
            address,
            content,
            Optional.empty(),
            Optional.empty(),
            at,
            NO_CALLBACK);
      }

      /** The same as a message that the session's holder sent from another device. */
      public Received sentElsewhere() {
        return new Received(Direction.OUTBOUND, id, peer, address, content, media, raw, at, kept);
      }

      /** The same with its file, or with what is needed to download it later. */
      public Received with(Content other, Optional<MediaReference> reference) {
        return new Received(direction, id, peer, address, other, reference, raw, at, kept);
      }

      /** The same with what the engine was handed. */
      public Received with(Optional<RawMessage> other) {
        return new Received(direction, id, peer, address, content, media, other, at, kept);
      }

      @Override
      public Received whenKept(Runnable then) {
        return new Received(direction, id, peer, address, content, media, raw, at, then);
      }
    }

    /**
     * The phone hands over messages from before the session was linked; reported if the session
     * takes in its history.
     *
     * @param messages those of each chat in the order in which they were written
     */
    record History(List<Received> messages, Runnable kept) implements Arrival {

      public History {
        messages = List.copyOf(messages);
      }

      @Override
      public History whenKept(Runnable then) {
        return new History(messages, then);
      }
    }

    /** Something happened to a group of the account. */
    record GroupChanged(GroupNews news, Instant at, Runnable kept) implements Arrival {

      public GroupChanged(GroupNews news, Instant at) {
        this(news, at, NO_CALLBACK);
      }

      @Override
      public GroupChanged whenKept(Runnable then) {
        return new GroupChanged(news, at, then);
      }
    }

    /** Somebody calls the session. */
    record Called(Call call, Instant at, Runnable kept) implements Arrival {

      public Called(Call call, Instant at) {
        this(call, at, NO_CALLBACK);
      }

      @Override
      public Called whenKept(Runnable then) {
        return new Called(call, at, then);
      }
    }

    /** Somebody types in a chat, or went online; reported if the session receives presence. */
    record PresenceSeen(Recipient chat, Recipient by, Presence presence, Instant at, Runnable kept)
        implements Arrival {

      public PresenceSeen(Recipient chat, Recipient by, Presence presence, Instant at) {
        this(chat, by, presence, at, NO_CALLBACK);
      }

      @Override
      public PresenceSeen whenKept(Runnable then) {
        return new PresenceSeen(chat, by, presence, at, then);
      }
    }

    /** The session's holder has blocked or unblocked somebody on the phone. */
    record ContactBlocked(Recipient person, boolean blocked, Instant at, Runnable kept)
        implements Arrival {

      public ContactBlocked(Recipient person, boolean blocked, Instant at) {
        this(person, blocked, at, NO_CALLBACK);
      }

      @Override
      public ContactBlocked whenKept(Runnable then) {
        return new ContactBlocked(person, blocked, at, then);
      }
    }

    /** A chat was read, archived, muted or pinned on the phone, or somebody has set its timer. */
    record ChatChanged(Recipient chat, ChatChange change, Instant at, Runnable kept)
        implements Arrival {

      public ChatChanged(Recipient chat, ChatChange change, Instant at) {
        this(chat, change, at, NO_CALLBACK);
      }

      @Override
      public ChatChanged whenKept(Runnable then) {
        return new ChatChanged(chat, change, at, then);
      }
    }

    /**
     * The author of a message has edited it.
     *
     * @param version what it says now: under the id of the message, and from its chat
     */
    record Edited(Received version) implements Arrival {

      @Override
      public Runnable kept() {
        return version.kept();
      }

      @Override
      public Edited whenKept(Runnable then) {
        return new Edited(version.whenKept(then));
      }
    }

    /**
     * A message was deleted for everyone.
     *
     * @param ours whether the session's own account wrote it
     */
    record Revoked(
        boolean ours,
        WhatsAppId id,
        Recipient chat,
        Optional<Address> address,
        Instant at,
        Runnable kept)
        implements Arrival {

      public Revoked(
          boolean ours, WhatsAppId id, Recipient chat, Optional<Address> address, Instant at) {
        this(ours, id, chat, address, at, NO_CALLBACK);
      }

      @Override
      public Revoked whenKept(Runnable then) {
        return new Revoked(ours, id, chat, address, at, then);
      }
    }
  }
}
