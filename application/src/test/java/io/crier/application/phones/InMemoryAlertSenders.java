package io.crier.application.phones;

import static java.util.stream.Collectors.groupingBy;
import static java.util.stream.Collectors.summingInt;
import static java.util.stream.Collectors.toMap;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.sessions.InMemorySessions;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Alert senders in memory, which are deleted with their sessions. */
public final class InMemoryAlertSenders implements AlertSenders {

  private final InMemorySessions sessions;
  private final InMemoryTable<SessionId, Sender> senders;
  private final InMemoryTable<AccountId, Choice> choices;
  private final InMemoryTable<PhoneNumber, Recipient> recipients;

  private record Sender(SessionId session, Instant addedAt) {}

  private record Choice(AccountId account, SessionId session) {}

  private record Recipient(PhoneNumber number, SessionId sender) {}

  public InMemoryAlertSenders(InMemoryUnitOfWork unitOfWork, InMemorySessions sessions) {
    this.sessions = sessions;
    this.senders = new InMemoryTable<>(unitOfWork, Comparator.comparing(SessionId::value));
    this.choices = new InMemoryTable<>(unitOfWork, Comparator.comparing(AccountId::value));
    this.recipients = new InMemoryTable<>(unitOfWork, Comparator.comparing(PhoneNumber::value));
    sessions.onRemoval(
        session -> {
          remove(session);
          choices
              .all(choice -> choice.session().equals(session))
              .forEach(choice -> choices.remove(choice.account()));
        });
  }

  @Override
  public List<Session> list() {
    return senders.all().stream()
        .sorted(Comparator.comparing(Sender::addedAt))
        .flatMap(sender -> sessions.running(sender.session()).stream())
        .toList();
  }

  @Override
  public void add(SessionId session, Instant now) {
    if (senders.get(session).isEmpty()) {
      senders.put(session, new Sender(session, now));
    }
  }

  @Override
  public boolean remove(SessionId session) {
    var was = senders.get(session).isPresent();
    senders.remove(session);
    recipients
        .all(recipient -> recipient.sender().equals(session))
        .forEach(recipient -> recipients.remove(recipient.number()));
    return was;
  }

  @Override
  public Map<AccountId, Session> chosenBy(Collection<AccountId> accounts) {
    return choices.get(Set.copyOf(accounts)).stream()
        .collect(
            toMap(Choice::account, choice -> sessions.running(choice.session()).orElseThrow()));
  }

  @Override
  public void choose(AccountId account, Optional<SessionId> session) {
    session.ifPresentOrElse(
        chosen -> choices.put(account, new Choice(account, chosen)), () -> choices.remove(account));
  }

  @Override
  public Map<PhoneNumber, SessionId> assigned(Collection<PhoneNumber> numbers) {
    return recipients.get(Set.copyOf(numbers)).stream()
        .collect(toMap(Recipient::number, Recipient::sender));
  }

  @Override
  public void assign(Map<PhoneNumber, SessionId> given) {
    given.forEach((number, sender) -> recipients.put(number, new Recipient(number, sender)));
  }

  @Override
  public Map<SessionId, Integer> loads() {
    return recipients.all().stream()
        .collect(groupingBy(Recipient::sender, summingInt(recipient -> 1)));
  }
}
