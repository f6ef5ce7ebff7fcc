package io.crier.application.phones;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.phones.Phone;
import io.crier.domain.sessions.PhoneNumber;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/** Phones in memory. */
public final class InMemoryPhones implements Phones {

  private final InMemoryUnitOfWork unitOfWork;
  private final InMemoryTable<Key, Phone> phones;

  private record Key(AccountId account, PhoneNumber number) {}

  public InMemoryPhones(InMemoryUnitOfWork unitOfWork) {
    this.unitOfWork = unitOfWork;
    this.phones =
        new InMemoryTable<>(
            unitOfWork,
            Comparator.<Key, String>comparing(key -> key.account().value().toString())
                .thenComparing(key -> key.number().value()));
  }

  @Override
  public Optional<Phone> find(AccountId account, PhoneNumber number) {
    return phones.get(new Key(account, number));
  }

  @Override
  public List<Phone> list(AccountId account) {
    return phones.all(phone -> phone.account().equals(account)).stream()
        .sorted(Comparator.comparing(Phone::createdAt).reversed())
        .toList();
  }

  @Override
  public void lock(AccountId account) {
    unitOfWork.require("a lock");
  }

  @Override
  public void save(Phone phone) {
    phones.put(new Key(phone.account(), phone.number()), phone);
  }

  @Override
  public void remove(AccountId account, PhoneNumber number) {
    phones.remove(new Key(account, number));
  }
}
