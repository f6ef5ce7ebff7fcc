package io.crier.application;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;

/** What every {@link UnitOfWork} promises, in memory or in a database. */
public interface UnitOfWorkContract {

  UnitOfWork unitOfWork();

  /** Changes something that {@link #changes} counts. */
  void change();

  /** How many changes a new unit of work sees. */
  long changes();

  @Test
  default void commitsChanges() {
    unitOfWork().run(this::change);

    assertThat(changes()).isEqualTo(1);
  }

  @Test
  default void returnsTheResult() {
    assertThat(unitOfWork().execute(() -> "result")).isEqualTo("result");
  }

  @Test
  default void rollsBackAndRethrowsAnException() {
    var failure = new IllegalArgumentException("no");

    assertThatThrownBy(
            () ->
                unitOfWork()
                    .run(
                        () -> {
                          change();
                          throw failure;
                        }))
        .isSameAs(failure);

    assertThat(changes()).isZero();
  }

  @Test
  default void rejectsNestedWork() {
    assertThatThrownBy(() -> unitOfWork().run(() -> unitOfWork().run(this::change)))
        .isInstanceOf(IllegalStateException.class);

    assertThat(changes()).isZero();
  }

  @Test
  default void worksAgainAfterAFailure() {
    assertThatThrownBy(
            () ->
                unitOfWork()
                    .run(
                        () -> {
                          throw new IllegalStateException("once");
                        }))
        .hasMessage("once");

    unitOfWork().run(this::change);

    assertThat(changes()).isEqualTo(1);
  }
}
