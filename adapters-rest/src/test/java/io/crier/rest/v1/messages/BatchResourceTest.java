package io.crier.rest.v1.messages;

import static io.crier.domain.RequestProblem.IDEMPOTENCY_KEY_IN_USE;
import static io.crier.domain.RequestProblem.OVERLOADED;
import static io.crier.domain.messages.MessageProblem.INVALID_TEXT;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.Problem;
import io.crier.domain.Refused;
import io.crier.rest.door.ProblemDetails;
import io.crier.rest.v1.messages.BatchResource.ItemView;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class BatchResourceTest {

  @Test
  void triesAgainWhatAnotherNodeIsStillAccepting() {
    assertThat(item(IDEMPOTENCY_KEY_IN_USE).mayGoBetterNextTime()).isTrue();
    assertThat(item(OVERLOADED).mayGoBetterNextTime()).isTrue();
    assertThat(item(INVALID_TEXT).mayGoBetterNextTime()).isFalse();
  }

  private static ItemView item(Problem problem) {
    var error = ProblemDetails.of(new Refused(problem), "request");
    return new ItemView(error.status(), null, Optional.of(error));
  }
}
