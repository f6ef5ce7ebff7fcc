package io.crier.rest.v1.imports;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.Actors;
import io.crier.rest.v1.imports.ImportRequest.SubscriptionEntry;
import java.util.List;
import org.junit.jupiter.api.Test;

class ImportRequestTest {

  @Test
  void takesOverTheKeywordsOfSubscriptions() {
    assertThat(keywords(List.of("launch", "landing"))).containsExactly("launch", "landing");
    assertThat(keywords(null)).isEmpty();
  }

  private static List<String> keywords(List<String> given) {
    var entry = new SubscriptionEntry("nasa", "+966501234567", null, null, given, null);
    return new ImportRequest(null, null, null, List.of(entry))
        .entries(Actors.OPERATOR)
        .subscriptions()
        .getFirst()
        .filter()
        .keywords();
  }
}
