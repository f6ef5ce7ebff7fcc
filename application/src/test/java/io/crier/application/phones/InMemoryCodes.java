package io.crier.application.phones;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.MessageId;
import io.crier.domain.phones.SentCode;
import io.crier.domain.sessions.PhoneNumber;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Codes in memory. */
public final class InMemoryCodes implements Codes {

  private final InMemoryUnitOfWork unitOfWork;
  private final InMemoryTable<MessageId, SentCode> codes;

  public InMemoryCodes(InMemoryUnitOfWork unitOfWork) {
    this.unitOfWork = unitOfWork;
    this.codes = new InMemoryTable<>(unitOfWork, Comparator.comparing(MessageId::value));
  }

  @Override
  public void lock(PhoneNumber number) {
    unitOfWork.require("a lock");
  }

  @Override
  public List<SentCode> to(PhoneNumber number) {
    return codes.all(code -> code.number().equals(number)).stream()
        .sorted(Comparator.comparing(SentCode::sentAt))
        .toList();
  }

  @Override
  public List<Instant> sent(AccountId account, Instant after) {
    return codes
        .all(code -> code.account().equals(account) && code.sentAt().isAfter(after))
        .stream()
        .map(SentCode::sentAt)
        .toList();
  }

  @Override
  public Optional<SentCode> last(AccountId account, PhoneNumber number) {
    return to(number).reversed().stream()
        .filter(code -> code.account().equals(account))
        .findFirst();
  }

  @Override
  public void save(SentCode code) {
    codes.put(code.message(), code);
  }

  @Override
  public void forget(PhoneNumber number, Instant expiredBy) {
    codes
        .all(code -> code.number().equals(number) && !code.expiresAt().isAfter(expiredBy))
        .forEach(code -> codes.remove(code.message()));
  }
}
