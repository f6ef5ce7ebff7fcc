package io.crier.application.messages;

import static java.util.Comparator.comparing;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.domain.messages.MemberReceipt;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Recipient;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Receipts of members of groups, in memory. */
public final class InMemoryMemberReceipts implements MemberReceipts {

  private record Key(MessageId message, Recipient member) {

    static final Comparator<Key> ORDER =
        comparing((Key key) -> key.message().value()).thenComparing(key -> key.member().text());
  }

  private final InMemoryTable<Key, Arrived> rows;

  public InMemoryMemberReceipts(InMemoryUnitOfWork unitOfWork) {
    rows = new InMemoryTable<>(unitOfWork, Key.ORDER);
  }

  @Override
  public void keep(List<Arrived> arrived) {
    for (var next : arrived) {
      var key = new Key(next.message(), next.receipt().member());
      var known = rows.get(key).map(it -> it.receipt().and(next.receipt()));
      rows.put(key, new Arrived(next.message(), known.orElse(next.receipt())));
    }
  }

  /** Deletes these members' receipts of the message; returns how many. */
  int remove(MessageId message, Collection<Recipient> members) {
    var theirs = rows.keys(it -> it.message().equals(message) && members.contains(it.member()));
    theirs.forEach(rows::remove);
    return theirs.size();
  }

  @Override
  public List<MemberReceipt> of(MessageId message) {
    return rows.all(it -> it.message().equals(message)).stream().map(Arrived::receipt).toList();
  }
}
