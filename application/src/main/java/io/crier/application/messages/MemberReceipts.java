package io.crier.application.messages;

import io.crier.domain.messages.MemberReceipt;
import io.crier.domain.messages.MessageId;
import java.util.List;

/** When messages to groups reached each member. They are forgotten with their message. */
public interface MemberReceipts {

  /** Adds receipts of stored messages to what is known; the first time of each step stays. */
  void keep(List<Arrived> arrived);

  /** What is known about a message, ordered by member. */
  List<MemberReceipt> of(MessageId message);

  /** A receipt for a message. */
  record Arrived(MessageId message, MemberReceipt receipt) {}
}
