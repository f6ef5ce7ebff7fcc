package io.crier.application.messages;

import static java.util.Comparator.comparing;

import io.crier.application.InMemoryTable;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.sessions.InMemorySessions;
import io.crier.application.sessions.Node;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MissingFile;
import io.crier.domain.sessions.SessionId;
import java.time.Instant;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Missing files in memory. */
public final class InMemoryMissingFiles implements MissingFiles {

  private final InMemorySessions sessions;
  private final InMemoryTable<MessageId, MissingFile> files;

  public InMemoryMissingFiles(InMemoryUnitOfWork unitOfWork, InMemorySessions sessions) {
    this.sessions = sessions;
    files = new InMemoryTable<>(unitOfWork, comparing(MessageId::value));
    sessions.onRemoval(
        session ->
            files.all(file -> file.session().equals(session)).stream()
                .map(MissingFile::message)
                .forEach(files::remove));
  }

  @Override
  public void add(MissingFile file) {
    files.put(file.message(), file);
  }

  @Override
  public Optional<MissingFile> find(MessageId message) {
    return files.get(message);
  }

  @Override
  public List<MissingFile> claim(
      Node node, Instant now, Instant heldUntil, Set<SessionId> busy, int limit) {
    var taken = new HashSet<>(busy);
    var claimed =
        files.all(file -> isDue(file, now) && sessions.isOwner(node, file.session())).stream()
            .sorted(
                comparing((MissingFile file) -> file.nextAt().orElseThrow())
                    .thenComparing(file -> file.message().value()))
            .filter(file -> taken.add(file.session()))
            .limit(limit)
            .toList();
    claimed.forEach(file -> files.put(file.message(), heldUntil(file, heldUntil)));
    return claimed;
  }

  private static boolean isDue(MissingFile file, Instant now) {
    return file.nextAt().filter(at -> !at.isAfter(now)).isPresent();
  }

  private static MissingFile heldUntil(MissingFile file, Instant until) {
    return new MissingFile(
        file.message(),
        file.account(),
        file.session(),
        file.reference(),
        file.attempts(),
        Optional.of(until),
        file.until());
  }

  @Override
  public List<MissingFile> expected(SessionId session) {
    return files.all(file -> file.session().equals(session) && file.nextAt().isPresent());
  }

  @Override
  public boolean replace(MissingFile file) {
    var found = files.get(file.message()).isPresent();
    if (found) {
      files.put(file.message(), file);
    }
    return found;
  }

  @Override
  public boolean remove(MessageId message) {
    var found = files.get(message).isPresent();
    files.remove(message);
    return found;
  }
}
