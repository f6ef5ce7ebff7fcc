package io.crier.application.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine.Outcome;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaId;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Assumptions;

/**
 * The engine under test, WhatsApp behind it, and the helpers that the contracts of {@link Engine}
 * share.
 */
public interface EngineFixture {

  SessionId SESSION = SessionId.next(Instant.parse("2026-11-21T10:00:00Z"));
  AccountId ACCOUNT = AccountId.next(Instant.parse("2026-11-21T10:00:00Z"));
  PhoneNumber OURS = new PhoneNumber("+966501234567");
  PhoneNumber THEIRS = new PhoneNumber("+966507654321");
  Recipient THEM = new Recipient.Phone(THEIRS);
  WhatsAppId ID = new WhatsAppId("3EB0C431C26A1916E07E");
  Content.Text HELLO = new Content.Text("أهلا, عساك بخير؟");

  Engine engine();

  /** The settings that a session of this engine requires. */
  default Map<String, String> settings() {
    return Map.of();
  }

  /** The refusals that the engine can distinguish. */
  default Set<Fault> refusals() {
    return Set.of(Fault.RECIPIENT_REFUSED, Fault.RESTRICTED);
  }

  /** WhatsApp behind the engine, and its users. */
  WhatsAppSide whatsApp();

  /** Lets everything happen that takes at most a few seconds by itself. */
  void settle();

  default TestSession unlinked() {
    return unlinked(Map.of());
  }

  private TestSession unlinked(Map<String, String> more) {
    var settings = new HashMap<>(settings());
    settings.putAll(more);
    var link = new TestSession(this, new InMemoryKeyring(), settings);
    settle();
    return link;
  }

  default TestSession linked() {
    return linked(Map.of());
  }

  /** Linked, with these settings beside those that the engine requires. */
  default TestSession linked(Map<String, String> more) {
    if (!can(Ability.LINK_BY_QR)) {
      // Linked by the phone before Crier is notified.
      whatsApp().scan(SESSION, OURS);
      return unlinked(more);
    }
    var link = unlinked(more);
    whatsApp().scan(SESSION, OURS);
    settle();
    return link;
  }

  /** Stores a file where the engine finds it. */
  default MediaFile keep(String mimeType, byte[] bytes) {
    var id = MediaId.next(Instant.parse("2026-11-21T10:00:00Z"));
    return new MediaFile(id, mimeType, bytes.length, sha256(bytes));
  }

  default void assumeAbility(Ability ability) {
    Assumptions.assumeTrue(can(ability), () -> "an engine without " + ability);
  }

  default void assumeReported(Fault fault) {
    Assumptions.assumeTrue(
        refusals().contains(fault), () -> "an engine that cannot distinguish " + fault);
  }

  default boolean can(Ability ability) {
    return engine().abilities().contains(ability);
  }

  /** A message that they wrote earlier. */
  static Quoted theirMessage() {
    var id = new WhatsAppId("3AEB0C431C26A1916E07");
    return new Quoted(Optional.empty(), id, false, Optional.empty(), "السلام عليكم");
  }

  /** The id under which it was sent. */
  static WhatsAppId sent(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Sent.class);
    return ((Outcome.Sent) outcome).id();
  }

  /** The fault of a failed send. */
  static Fault faultOf(Outcome outcome) {
    return ((Outcome.Failed) outcome).fault();
  }

  static Outcome failed(Fault fault) {
    return new Outcome.Failed(fault, Optional.empty());
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
