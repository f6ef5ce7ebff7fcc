package io.crier.whatsapp.web;

import static io.crier.application.sessions.EngineFixture.OURS;
import static io.crier.application.sessions.EngineFixture.THEIRS;
import static io.crier.application.sessions.EngineFixture.THEM;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.sessions.Engine.Outcome;
import io.crier.domain.Refused;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Failure;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionProblem;
import io.crier.whatsapp.web.fake.FakeWhatsApp;
import java.nio.file.Path;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What WhatsApp refuses for a reason of the recipient's concerns one message only. */
class RefusedSendTest {

  private static final Recipient GROUP = new Recipient.Group("120363041234567890@g.us");
  private static final Content HELLO = new Content.Text("hello");
  private static final PhoneNumber SOMEBODY = new PhoneNumber("+966500000077");

  @TempDir private Path folder;

  private LinkedDeviceFixture device;

  @BeforeEach
  void link() {
    device = new LinkedDeviceFixture(folder).linked();
  }

  @AfterEach
  void close() throws Exception {
    device.close();
  }

  @Test
  void refusesAMessageToAGroupThatDoesNotExist() {
    assertThat(send("NOGROUP", GROUP)).isEqualTo(failed(Fault.GROUP_NOT_FOUND, 404));
    assertThat(send("NEXT", THEM)).isInstanceOf(Outcome.Sent.class);
  }

  @Test
  void refusesAMessageToAGroupOfOthers() {
    device.whatsApp().group(GROUP.text(), THEIRS.value(), SOMEBODY.value());

    assertThat(send("OTHERS", GROUP)).isEqualTo(failed(Fault.NOT_IN_GROUP, 403));
  }

  @Test
  void sendsAgainOnceItIsAMember() {
    device.whatsApp().group(GROUP.text(), THEIRS.value(), SOMEBODY.value());
    send("BEFORE", GROUP);
    device.whatsApp().group(GROUP.text(), OURS.value(), THEIRS.value());

    assertThat(send("AFTER", GROUP)).isInstanceOf(Outcome.Sent.class);
  }

  @Test
  void refusesOnlyTheMessageIfTheAccountIsNotLocked() {
    device.whatsApp().refuse(THEIRS.value(), 463);

    assertThat(send("LOCKED", THEM)).isEqualTo(failed(Fault.RECIPIENT_REFUSED, 463));
  }

  @Test
  void asksNothingForAWhileAfterTooManyQueries() {
    assertLimited(new PhoneNumber(FakeWhatsApp.QUERY_LIMITED));
    assertLimited(THEIRS);

    assertThat(send("NEW", THEM))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.fault()).isEqualTo(Fault.RATE_LIMITED_BY_WHATSAPP);
              assertThat(failed.until()).isPresent();
            });
  }

  private void assertLimited(PhoneNumber number) {
    assertThatThrownBy(() -> device.connection.check(Set.of(number)))
        .isInstanceOfSatisfying(
            Refused.class,
            refused -> {
              assertThat(refused.problem()).isEqualTo(SessionProblem.RATE_LIMITED_BY_WHATSAPP);
              assertThat(refused.retryAfter().orElseThrow()).isPositive();
            });
  }

  private Outcome send(String id, Recipient to) {
    return device.connection.send(new WhatsAppId(id), to, Optional.empty(), HELLO);
  }

  private static Outcome failed(Fault fault, int engineCode) {
    return new Outcome.Failed(new Failure(fault, Optional.of(engineCode)), Optional.empty());
  }
}
