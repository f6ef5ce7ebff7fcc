package io.crier.application.messages;

import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Quota;
import io.crier.application.events.Events;
import io.crier.application.sessions.Engine;
import io.crier.domain.events.DomainEvent;
import io.crier.domain.messages.Failure;
import io.crier.domain.messages.MemberReceipt;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Progress;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.UUID;
import java.util.stream.Collectors;

/**
 * Records receipts from WhatsApp and the recipients' phones, and messages that WhatsApp returns.
 */
public final class RecordReceipts {

  private final Messages messages;
  private final MemberReceipts memberReceipts;
  private final Quota quota;
  private final ApplyChanges applyChanges;
  private final Events events;
  private final UnitOfWork unitOfWork;

  public RecordReceipts(
      Messages messages,
      MemberReceipts memberReceipts,
      Quota quota,
      ApplyChanges applyChanges,
      Events events,
      UnitOfWork unitOfWork) {
    this.messages = messages;
    this.memberReceipts = memberReceipts;
    this.quota = quota;
    this.applyChanges = applyChanges;
    this.events = events;
    this.unitOfWork = unitOfWork;
  }

  /**
   * A receipt.
   *
   * @param member of the group that acknowledges it, if it is one
   * @param failure why the message was returned, if it was
   */
  public record Acknowledged(
      SessionId session,
      WhatsAppId id,
      MessageStatus reached,
      Optional<Recipient> member,
      Optional<Failure> failure,
      Instant at) {

    public static Acknowledged of(SessionId session, Engine.Event.Receipt receipt) {
      return new Acknowledged(
          session,
          receipt.id(),
          receipt.reached(),
          receipt.member(),
          Optional.empty(),
          receipt.at());
    }

    private Optional<MemberReceipt> of(Message message) {
      return member
          .filter(it -> message.hasSeveralReaders() && reached.isSent())
          .filter(it -> reached != MessageStatus.SENT)
          .map(it -> MemberReceipt.of(it, reached, at, message.progress().sentAt()));
    }

    private Progress applyTo(Progress progress) {
      return failure.map(why -> progress.bounced(why, at)).orElse(progress.receipt(reached, at));
    }
  }

  /** Returns the messages that were still in flight: their receipts prove that they were sent. */
  public List<Message> record(List<Acknowledged> batch) {
    var bySession = new TreeMap<UUID, List<Acknowledged>>();
    batch.forEach(
        it -> bySession.computeIfAbsent(it.session().value(), id -> new ArrayList<>()).add(it));
    return unitOfWork.execute(
        () -> {
          var changes = new ArrayList<DomainEvent>();
          var moved = new LinkedHashMap<UUID, Message>();
          var sent = new ArrayList<Message>();
          var ofMembers = new ArrayList<MemberReceipts.Arrived>();
          bySession.forEach(
              (session, receipts) ->
                  move(new SessionId(session), receipts, changes, moved, sent, ofMembers));
          if (!ofMembers.isEmpty()) {
            memberReceipts.keep(ofMembers);
          }
          if (!moved.isEmpty()) {
            messages.move(List.copyOf(moved.values()));
            quota.refund(
                Sends.of(
                    moved.values().stream()
                        .filter(it -> it.status() == MessageStatus.FAILED && it.isFromApi())
                        .toList()));
            events.publish(changes);
            applyChanges.apply(sent, batch.getLast().at());
          }
          return sent;
        });
  }

  private void move(
      SessionId session,
      List<Acknowledged> receipts,
      List<DomainEvent> changes,
      Map<UUID, Message> moved,
      List<Message> sent,
      List<MemberReceipts.Arrived> ofMembers) {
    var ids = receipts.stream().map(Acknowledged::id).distinct().toList();
    var known =
        messages.byWhatsAppIds(session, ids).stream()
            .collect(Collectors.toMap(Message::whatsAppId, it -> it));
    for (var receipt : receipts) {
      var before = known.get(receipt.id());
      if (before == null) {
        continue;
      }
      var progress = before.progress();
      if (before.status() == MessageStatus.SENDING) {
        // A receipt proves that the message was sent, whatever the result of the send was.
        progress = progress.sent(receipt.at());
        before.at(progress).statusChanged(receipt.at()).ifPresent(changes::add);
        sent.add(before);
      }
      var after = before.at(receipt.applyTo(progress));
      if (after.status() != progress.status()) {
        after
            .statusChanged(after.progress().reachedAt().orElse(receipt.at()))
            .ifPresent(changes::add);
      }
      receipt
          .of(after)
          .map(it -> new MemberReceipts.Arrived(after.id(), it))
          .ifPresent(ofMembers::add);
      if (!after.equals(before)) {
        known.put(receipt.id(), after);
        moved.put(after.id().value(), after);
      }
    }
  }
}
