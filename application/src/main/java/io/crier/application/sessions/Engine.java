package io.crier.application.sessions;

import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;

/**
 * A way to reach WhatsApp. An engine reports and obeys; backoff, pacing, retries and ownership are
 * the same for all of them and lie outside. Slow and fallible: never call it inside a unit of work.
 */
public interface Engine {

  EngineName name();

  Set<Ability> abilities();

  /**
   * Opens the session's connection and returns at once; what comes of it arrives as events, on any
   * thread, one at a time, and never from within a call of the engine.
   */
  Connection open(Identity identity, Keyring keyring, Consumer<Event> events);

  /** Why it cannot be used on this server, if it cannot. */
  default Optional<String> missing() {
    return Optional.empty();
  }

  /** The settings that a session of this engine needs or may have; others are rejected. */
  Set<Setting> settings();

  /**
   * A setting of a session for its engine.
   *
   * @param secret never to be shown again
   */
  record Setting(String name, boolean required, boolean secret) {}

  /**
   * Whose connection is opened.
   *
   * @param test whether it is for what test keys send
   */
  record Identity(
      SessionId session, AccountId account, Map<String, String> settings, boolean test) {}

  /** One session's way to WhatsApp, until it is closed or lost. */
  interface Connection extends AutoCloseable {

    /** Returns when WhatsApp's server has taken the message, or has not. */
    Outcome send(WhatsAppId id, Recipient to, Optional<Address> address, Content content);

    /**
     * The address of each number, or none for those that are not on WhatsApp. Refused with {@code
     * NOT_CONNECTED} while that cannot be known.
     */
    Map<PhoneNumber, Optional<Address>> check(Set<PhoneNumber> numbers);

    /** Shows the recipient that somebody types, or no longer; quietly nothing if it cannot. */
    void typing(Recipient to, boolean on);

    /** Shows the author that a message was read; quietly nothing if it cannot. */
    void seen(Recipient from, WhatsAppId id, Optional<Recipient> author);

    /** Asks for a code that the holder of this number types into WhatsApp; answered by an event. */
    void requestCode(PhoneNumber number);

    /** Logs the device out, forgets its keys, and closes. No event follows. */
    void unlink();

    /** Stays linked, but stops being connected. No event follows. */
    @Override
    void close();
  }

  /** What came of a send. */
  sealed interface Outcome {

    /** WhatsApp took it, under this id: ours, unless the engine must choose its own. */
    record Sent(WhatsAppId id) implements Outcome {}

    /** WhatsApp did not take it, or it is unknown whether it did. */
    record Failed(Fault fault, Optional<Instant> until) implements Outcome {}
  }

  /** What happens to a connection. */
  sealed interface Event {

    /** What happens to the connection itself, rather than over it. */
    sealed interface OfConnection extends Event {}

    /** A QR code to scan, until it is replaced by the next. */
    record Qr(String value, Instant expiresAt) implements OfConnection {}

    /** The code that was asked for, to be typed into WhatsApp. */
    record Code(String value, Instant expiresAt) implements OfConnection {}

    /** A phone has linked the session; {@link Connected} follows. */
    record Linked(PhoneNumber number) implements OfConnection {}

    record Connected(PhoneNumber number) implements OfConnection {}

    /** The connection is gone and will not come back by itself. */
    record Lost(Fault fault, Optional<Duration> retryAfter) implements OfConnection {}

    /** WhatsApp or the recipient's phone acknowledges a message. */
    record Receipt(WhatsAppId id, MessageStatus reached, Instant at) implements Event {}

    /** WhatsApp had taken a message, and cannot deliver it after all. */
    record Bounced(WhatsAppId id, Fault fault, Instant at) implements Event {}

    /**
     * Somebody wrote to the session.
     *
     * @param kept is run once the message is durable, which may be much later or never
     */
    record Received(
        WhatsAppId id,
        Recipient from,
        Optional<Address> address,
        Content content,
        Instant at,
        Runnable kept)
        implements Event {

      private static final Runnable NO_CALLBACK = () -> {};

      public Received(
          WhatsAppId id, Recipient from, Optional<Address> address, Content content, Instant at) {
        this(id, from, address, content, at, NO_CALLBACK);
      }

      /** The same, with a callback for when it is durable. */
      public Received whenKept(Runnable then) {
        return new Received(id, from, address, content, at, then);
      }
    }
  }
}
