package io.crier.application.queue;

import io.crier.application.Clockwork;
import io.crier.application.calls.ReportCall;
import io.crier.application.chats.BlockContact;
import io.crier.application.chats.ChangeChat;
import io.crier.application.chats.ReportPresence;
import io.crier.application.groups.ReportGroup;
import io.crier.application.labels.LabelChats;
import io.crier.application.messages.ReceiveMessage;
import io.crier.application.messages.RecordReceipts;
import io.crier.application.messages.ReviseMessage;
import io.crier.application.messages.TakeInHistory;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.LabelChanged;
import io.crier.application.sessions.PollVoted;
import io.crier.application.sessions.RunSessions;
import io.crier.application.sessions.Sessions;
import io.crier.domain.messages.Failure;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/** Keeps queues and messages up to date with the sessions of this node. */
public final class FollowSessions implements RunSessions.Listener {

  private final Lanes lanes;
  private final SendQueue queue;
  private final ReceiveMessage receiveMessage;
  private final TakeInHistory takeInHistory;
  private final ReviseMessage reviseMessage;
  private final ReportGroup reportGroup;
  private final ReportCall reportCall;
  private final ReportPresence reportPresence;
  private final ChangeChat changeChat;
  private final BlockContact blockContact;
  private final LabelChats labelChats;
  private final RetryingBatcher<RecordReceipts.Acknowledged, List<Message>> receipts;

  public FollowSessions(
      Lanes lanes,
      SendQueue queue,
      RecordReceipts recordReceipts,
      ReceiveMessage receiveMessage,
      TakeInHistory takeInHistory,
      ReviseMessage reviseMessage,
      ReportGroup reportGroup,
      ReportCall reportCall,
      ReportPresence reportPresence,
      ChangeChat changeChat,
      BlockContact blockContact,
      LabelChats labelChats,
      Clockwork clockwork) {
    this.lanes = lanes;
    this.queue = queue;
    this.receiveMessage = receiveMessage;
    this.takeInHistory = takeInHistory;
    this.reviseMessage = reviseMessage;
    this.reportGroup = reportGroup;
    this.reportCall = reportCall;
    this.reportPresence = reportPresence;
    this.changeChat = changeChat;
    this.blockContact = blockContact;
    this.labelChats = labelChats;
    this.receipts =
        new RetryingBatcher<>(
            clockwork,
            "receipts",
            recordReceipts::record,
            sent -> sent.forEach(message -> queue.confirmSent(message.id())));
  }

  /** How many receipts have arrived and are not recorded yet. */
  public long unrecorded() {
    return receipts.unrecorded();
  }

  @Override
  public void taken(List<Sessions.Owned> sessions) {
    lanes.open(sessions, queue::doubt);
  }

  @Override
  public void changed(Session session) {
    lanes.change(session);
  }

  @Override
  public boolean waits(SessionId session) {
    return lanes.waits(session);
  }

  @Override
  public void connected(SessionId session, boolean connected) {
    lanes.connect(session, connected);
  }

  @Override
  public void gone(SessionId session) {
    lanes.close(session);
  }

  @Override
  public void receipt(SessionId session, Engine.Event.Receipt receipt) {
    receipts.offer(RecordReceipts.Acknowledged.of(session, receipt));
  }

  @Override
  public void bounced(SessionId session, WhatsAppId id, Failure failure, Instant at) {
    receipts.offer(
        new RecordReceipts.Acknowledged(
            session, id, MessageStatus.FAILED, Optional.empty(), Optional.of(failure), at));
  }

  @Override
  public void arrived(Session session, Engine.Event.Arrival arrival) {
    switch (arrival) {
      case Engine.Event.Received received ->
          lanes.meet(session.id(), receiveMessage.receive(session, received));
      case Engine.Event.History history ->
          lanes.meet(session.id(), takeInHistory.take(session, history));
      case Engine.Event.Edited edited ->
          lanes.meet(session.id(), reviseMessage.edit(session, edited));
      case Engine.Event.Revoked revoked -> reviseMessage.revoke(session, revoked);
      case PollVoted voted -> reviseMessage.vote(session, voted);
      case Engine.Event.PresenceSeen seen -> reportPresence.report(session, seen);
      case Engine.Event.Called called -> reportCall.report(session, called);
      case Engine.Event.GroupChanged changed -> reportGroup.report(session, changed);
      case Engine.Event.ChatChanged changed -> changeChat.record(session, changed);
      case Engine.Event.ContactBlocked blocked -> blockContact.record(session, blocked);
      case LabelChanged changed -> labelChats.report(session, changed);
    }
  }
}
