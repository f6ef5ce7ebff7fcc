package io.crier.application.sessions;

import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import java.util.Optional;

/** What only some engines can do on a connection, each gated by an {@link Ability}. */
public interface OptionalPorts {

  /**
   * Shows the recipient that somebody is typing, or has stopped; does nothing if that is
   * impossible.
   */
  void typing(Recipient to, boolean on);

  /** Marks a message as read for its author; does nothing if that is impossible. */
  void seen(Recipient from, WhatsAppId id, Optional<Recipient> author);

  /** Downloads files of received messages; empty if this engine receives none. */
  Optional<InboundMedia> media();

  /** The groups of the account; empty if this engine has none. */
  default Optional<Groups> groups() {
    return Optional.empty();
  }

  /** The calls that ring at the session; empty if this engine reports none. */
  default Optional<Calls> calls() {
    return Optional.empty();
  }

  /** Who is typing or online; empty if this engine does not know. */
  default Optional<Presences> presences() {
    return Optional.empty();
  }

  /** What WhatsApp shows of people; empty if this engine does not know. */
  default Optional<Profiles> profiles() {
    return Optional.empty();
  }

  /** Who is blocked; empty if this engine blocks nobody. */
  default Optional<Blocks> blocks() {
    return Optional.empty();
  }

  /** The labels of a business account; empty if this engine has none. */
  default Optional<Labels> labels() {
    return Optional.empty();
  }

  /** How the phone marks chats; empty if this engine cannot change it. */
  default Optional<ChatMarks> marks() {
    return Optional.empty();
  }

  /** The channels that the account follows or owns; empty if this engine has none. */
  default Optional<Channels> channels() {
    return Optional.empty();
  }

  /** When messages of chats disappear; empty if this engine cannot change it. */
  default Optional<Timers> timers() {
    return Optional.empty();
  }
}
