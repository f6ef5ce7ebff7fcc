package io.crier.persistence;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Envelope;
import io.crier.domain.messages.MessageFixture;
import io.crier.domain.sessions.PhoneNumber;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class JsonTest {

  @Test
  void readsContentsOfEarlierVersions() {
    var context = "\"context\":{\"replyTo\":null,\"mentions\":[],\"author\":null}}";

    assertThat(read("{\"type\":\"unsupported\",\"kind\":\"poll\"," + context))
        .isEqualTo(new Content.Unsupported("poll", "", Context.NONE));
    assertThat(
            read(
                "{\"type\":\"contact\",\"name\":\"Fatima\",\"number\":\"+966501234567\","
                    + context))
        .isEqualTo(
            new Content.ContactCard("Fatima", new PhoneNumber("+966501234567"), Context.NONE));
    assertThat(read("{\"type\":\"text\",\"body\":\"hi\"," + context).context().envelope())
        .isEqualTo(Envelope.NONE);
  }

  @Test
  void readsEveryContentThatItWrites() {
    assertThat(MessageFixture.contents())
        .allSatisfy(it -> assertThat(read(Json.write(it, Content.class))).isEqualTo(it));
    var place = new Content.Location(91, -200, none(), none(), Context.NONE);
    assertThat(List.of(read(Json.write(place, Content.class)))).containsExactly(place);
  }

  private static Optional<String> none() {
    return Optional.empty();
  }

  private static Content read(String json) {
    return Json.read(json, Content.class);
  }
}
