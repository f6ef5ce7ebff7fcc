package io.crier.application.queue;

import static io.crier.application.Actors.admin;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.sending.AcceptMessages;
import io.crier.application.sessions.InMemoryWhatsApp;
import io.crier.domain.accounts.Account;
import io.crier.domain.messages.Handling;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.messages.Priority;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;

/** A world with one account, and helpers for tests of the send queue. */
final class SendQueueFixture {

  /** Gaps of 5 to 9 s, and nothing else. */
  static final Pacing GAPS = pacing(Optional.empty(), Optional.empty());

  final World world = new World();
  final Account account = world.account();
  final InMemoryWhatsApp whatsApp = world.whatsApp;

  static Pacing pacing(Optional<Integer> cap, Optional<Integer> newContacts) {
    return new Pacing(
        Pacing.CAREFUL.gap(), Optional.empty(), cap, newContacts, false, Optional.empty(), false);
  }

  /** Gaps as usual, and unpaced messages between them. */
  static Pacing allowingUnpaced() {
    return new Pacing(
        GAPS.gap(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.empty(),
        true);
  }

  /** Gaps as usual, and quiet hours. */
  static Pacing quietIn(Pacing.QuietHours hours) {
    return new Pacing(
        GAPS.gap(),
        Optional.empty(),
        Optional.empty(),
        Optional.empty(),
        false,
        Optional.of(hours),
        false);
  }

  Message accept(Session session, int to, Priority priority) {
    return accept(session, to, MessageFixture.of(priority));
  }

  Message accept(Session session, int to, Handling handling) {
    var asked = world.request(account, session, to);
    return world.accept(
        new AcceptMessages.Request(
            admin(account),
            session.id(),
            asked.to(),
            asked.content(),
            handling,
            false,
            Optional.empty()));
  }

  List<WhatsAppId> sentIds() {
    return whatsApp.sent().stream().map(InMemoryWhatsApp.Sent::id).toList();
  }

  static List<WhatsAppId> ids(Message... messages) {
    return List.of(messages).stream().map(Message::whatsAppId).toList();
  }

  long usage() {
    return world.server.showAccount.own(admin(account)).usage().sendsToday();
  }

  void assertPaced() {
    var sent = whatsApp.sent();
    for (int i = 1; i < sent.size(); i++) {
      assertThat(Duration.between(sent.get(i - 1).at(), sent.get(i).at()))
          .isGreaterThanOrEqualTo(Duration.ofSeconds(5));
    }
  }

  void assertEachSentOnce() {
    assertThat(new HashSet<>(sentIds())).hasSize(sentIds().size());
  }
}
