package io.crier.domain.messages;

import static io.crier.domain.messages.MessageFixture.SOMEBODY;
import static io.crier.domain.sessions.SessionFixture.NOON;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.domain.sessions.SessionId;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.Test;

class ContactTest {

  private static final Optional<Address> ADDRESS = Optional.of(new Address("1@s.whatsapp.net"));

  @Test
  void trustsAKnownNumberForAWeek() {
    var contact = checked(ADDRESS);

    assertThat(contact.needsCheck(NOON.plus(Duration.ofDays(7)).minusNanos(1))).isFalse();
    assertThat(contact.needsCheck(NOON.plus(Duration.ofDays(7)))).isTrue();
  }

  @Test
  void rechecksAnAbsentNumberAfterAnHour() {
    var contact = checked(Optional.empty());

    assertThat(contact.isAbsent()).isTrue();
    assertThat(contact.needsCheck(NOON.plus(Duration.ofHours(1)).minusNanos(1))).isFalse();
    assertThat(contact.needsCheck(NOON.plus(Duration.ofHours(1)))).isTrue();
  }

  @Test
  void neverRechecksAKnownContact() {
    var met = checked(Optional.empty()).met(NOON);

    assertThat(met.isNew()).isFalse();
    assertThat(met.isAbsent()).isFalse();
    assertThat(met.needsCheck(NOON.plus(Duration.ofDays(999)))).isFalse();
    assertThat(met.met(NOON.plusSeconds(1))).isEqualTo(met);
  }

  private static Contact checked(Optional<Address> address) {
    return new Contact(SessionId.next(NOON), SOMEBODY, address, NOON, Optional.empty());
  }
}
