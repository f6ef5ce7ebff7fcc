package io.crier.rest.door;

import io.crier.application.Clockwork;
import jakarta.enterprise.context.Dependent;
import jakarta.enterprise.inject.Typed;
import jakarta.inject.Inject;
import java.util.concurrent.Executor;

/** Writes the answers that come after their requests have given their threads back. */
@Dependent
@Typed(AnswerThreads.class)
public class AnswerThreads implements Executor {

  private final Clockwork clockwork;

  @Inject
  AnswerThreads(Clockwork clockwork) {
    this.clockwork = clockwork;
  }

  @Override
  public void execute(Runnable answer) {
    clockwork.run(answer);
  }
}
