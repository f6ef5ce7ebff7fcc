package io.crier.domain.messages;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.messages.MessageProblem.INVALID_CONTENT;
import static org.assertj.core.api.Assertions.assertThatCode;

import java.util.Collections;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class PollTest {

  @Test
  void hasTwoToTwelveDifferentOptions() {
    assertThatCode(poll("Tea?", options(2))::requireFitToSend).doesNotThrowAnyException();
    assertThatCode(poll("Tea?", options(12))::requireFitToSend).doesNotThrowAnyException();
    assertNotSent(poll("Tea?", options(1)));
    assertNotSent(poll("Tea?", options(13)));
    assertNotSent(poll("Tea?", Collections.nCopies(2, "Yes")));
    assertNotSent(poll("Tea?", List.of("Yes", " ")));
    assertNotSent(poll("Tea?", List.of("Yes", "x".repeat(101))));
  }

  @Test
  void hasAQuestion() {
    assertNotSent(poll("", options(2)));
    assertNotSent(poll(" ", options(2)));
    assertNotSent(poll("x".repeat(256), options(2)));
    assertRefused(INVALID_CONTENT, () -> poll(null, options(2)));
  }

  private static void assertNotSent(Poll poll) {
    assertRefused(INVALID_CONTENT, poll::requireFitToSend);
  }

  private static Poll poll(String question, List<String> options) {
    return new Poll(question, options, false, Context.NONE);
  }

  private static List<String> options(int count) {
    return IntStream.range(0, count).mapToObj(it -> "option " + it).toList();
  }
}
