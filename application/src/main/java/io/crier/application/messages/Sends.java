package io.crier.application.messages;

import io.crier.application.accounts.Quota;
import io.crier.domain.messages.Message;
import java.util.Collection;
import java.util.List;

/** Messages as chargeable sends. */
public final class Sends {

  private Sends() {}

  public static List<Quota.Send> of(Collection<Message> messages) {
    return messages.stream()
        .map(it -> new Quota.Send(it.account(), it.createdAt(), it.handling().test()))
        .toList();
  }
}
