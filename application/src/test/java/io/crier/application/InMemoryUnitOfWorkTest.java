package io.crier.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Comparator;
import java.util.UUID;
import org.junit.jupiter.api.Test;

class InMemoryUnitOfWorkTest implements UnitOfWorkContract {

  private final InMemoryUnitOfWork unitOfWork = new InMemoryUnitOfWork();
  private final InMemoryTable<UUID, String> table =
      new InMemoryTable<>(unitOfWork, Comparator.naturalOrder());

  @Override
  public UnitOfWork unitOfWork() {
    return unitOfWork;
  }

  @Override
  public void change() {
    table.put(UUID.randomUUID(), "a change");
  }

  @Override
  public long changes() {
    return unitOfWork.execute(() -> table.all().size());
  }

  @Test
  void rejectsAChangeOutsideAUnitOfWork() {
    assertThatThrownBy(this::change).hasMessage("a change outside a unit of work");
  }

  @Test
  void rejectsACallToAnotherSystemInside() {
    assertThatThrownBy(() -> unitOfWork.run(() -> unitOfWork.forbid("a call to WhatsApp")))
        .hasMessage("a call to WhatsApp inside a unit of work");
  }

  @Test
  void restoresTheOldStateAfterAFailure() {
    var kept = UUID.randomUUID();
    unitOfWork.run(() -> table.put(kept, "first"));

    assertThatThrownBy(
            () ->
                unitOfWork.run(
                    () -> {
                      table.put(kept, "second");
                      table.remove(kept);
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    assertThat(unitOfWork.execute(() -> table.get(kept))).contains("first");
  }

  @Test
  void announcesOnlyCommittedWork() {
    var announced = new ArrayList<String>();
    assertThatThrownBy(
            () ->
                unitOfWork.run(
                    () -> {
                      unitOfWork.afterCommit(() -> announced.add("failed"));
                      throw new IllegalStateException("no");
                    }))
        .hasMessage("no");

    unitOfWork.run(() -> unitOfWork.afterCommit(() -> announced.add("kept")));

    assertThat(announced).containsExactly("kept");
  }
}
