package io.crier.application.sessions;

import static io.crier.application.sessions.SessionsContract.ACME;
import static io.crier.application.sessions.SessionsContract.LEASE;
import static io.crier.application.sessions.SessionsContract.NOON;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.UnitOfWork;
import io.crier.domain.sessions.SessionId;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What every {@link OwnerNotes} promises, in memory or in a database. */
public interface OwnerNotesContract {

  OwnerNotes ownerNotes();

  Sessions sessions();

  Nodes nodes();

  UnitOfWork unitOfWork();

  private Node join(String id) {
    return unitOfWork().execute(() -> nodes().join(id, LEASE));
  }

  private SessionId created(String name) {
    var session = SessionsContract.session(ACME, name, NOON);
    unitOfWork().run(() -> sessions().save(session));
    return session.id();
  }

  private SessionId owned(Node node, String name) {
    var id = created(name);
    unitOfWork().run(() -> sessions().take(node, 1));
    return id;
  }

  private void leave(Node author, SessionId... about) {
    unitOfWork().run(() -> ownerNotes().leave(author, List.of(about)));
  }

  private Set<SessionId> take(Node owner) {
    return unitOfWork().execute(() -> ownerNotes().take(owner));
  }

  @Test
  default void handsEachNoteToTheOwnerOnce() {
    var owner = join("owner");
    var author = join("author");
    var one = owned(owner, "one");
    var two = owned(owner, "two");

    leave(author, one, two);
    leave(author, one);

    assertThat(take(author)).isEmpty();
    assertThat(take(owner)).containsExactlyInAnyOrder(one, two);
    assertThat(take(owner)).isEmpty();
  }

  @Test
  default void leavesNoNoteForItsAuthor() {
    var owner = join("owner");

    leave(owner, owned(owner, "one"));

    assertThat(take(owner)).isEmpty();
  }

  @Test
  default void keepsNotesUntilASessionHasAnOwner() {
    var author = join("author");
    var session = created("one");
    leave(author, session);
    var owner = join("owner");
    unitOfWork().run(() -> sessions().take(owner, 1));

    assertThat(take(owner)).containsExactly(session);
  }

  @Test
  default void leavesNoNoteWithoutTheChange() {
    var owner = join("owner");
    var author = join("author");
    var session = owned(owner, "one");

    assertThatThrownBy(
            () ->
                unitOfWork()
                    .run(
                        () -> {
                          ownerNotes().leave(author, List.of(session));
                          throw new IllegalStateException("the change fails");
                        }))
        .hasMessage("the change fails");

    assertThat(take(owner)).isEmpty();
  }
}
