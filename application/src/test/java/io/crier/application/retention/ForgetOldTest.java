package io.crier.application.retention;

import static io.crier.application.retention.InMemoryOldRecords.Kind.CONTACTS;
import static io.crier.application.retention.InMemoryOldRecords.Kind.MESSAGES;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.InMemoryUnitOfWork;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class ForgetOldTest {

  private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

  private final InMemoryOldRecords records = new InMemoryOldRecords();
  private final List<String> steps = new ArrayList<>();
  private final ForgetOld forgetOld =
      new ForgetOld(
          List.of(
              retention("messages", 400, records::forgetMessages),
              retention("contacts", 90, records::forgetContacts)),
          new InMemoryUnitOfWork(),
          () -> NOW);

  private Retention retention(String kind, int days, Retention.Step step) {
    return new Retention(
        Duration.ofDays(days),
        (before, limit) -> {
          var forgotten = step.forget(before, limit);
          steps.add(kind + " " + forgotten);
          return forgotten;
        });
  }

  @Test
  void deletesEachKindPastItsRetention() {
    records.add(MESSAGES, ago(401), 1);
    records.add(MESSAGES, ago(399), 1);
    records.add(CONTACTS, ago(91), 1);

    forgetOld.forgetOld();

    assertThat(records.of(MESSAGES)).containsExactly(ago(399));
    assertThat(records.of(CONTACTS)).isEmpty();
  }

  @Test
  void takesTurnsWhileStepsAreFull() {
    records.add(MESSAGES, ago(500), 1_001);
    records.add(CONTACTS, ago(500), 500);

    forgetOld.forgetOld();

    assertThat(steps)
        .containsExactly(
            "messages 500", "contacts 500", "messages 500", "contacts 0", "messages 1");
  }

  @Test
  void beginsNoFurtherStepOnceStopped() {
    forgetOld.stop();

    forgetOld.forgetOld();

    assertThat(steps).isEmpty();
  }

  private static Instant ago(int days) {
    return NOW.minus(Duration.ofDays(days));
  }
}
