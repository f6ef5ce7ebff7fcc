package io.crier.whatsapp.waha;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Channels;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.application.sessions.EngineChannelContract;
import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Groups.Failure;
import io.crier.application.sessions.TestSession;
import io.crier.domain.channels.Channel.Role;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Fault;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** What only {@code waha} does with channels; the rest is in {@link EngineChannelContract}. */
class WahaChannelsTest {

  private final WahaFixture fixture = new WahaFixture();
  private final FakeWahaChannels phone = fixture.waha.channels();
  private TestSession link;
  private Recipient.Channel channel;

  @BeforeEach
  void link() {
    link = fixture.linked();
    channel = phone.create(WahaFixture.SESSION, "Our news", Role.OWNER).id();
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void asksForItsRoleOnce() {
    post();
    post();

    assertThat(phone.lookups()).isEqualTo(1);
  }

  @Test
  void asksForItsRoleAgainWhenAPostFails() {
    post();
    phone.become(channel, Role.FOLLOWER);

    assertThat(fault()).isEqualTo(Fault.NOT_CHANNEL_ADMIN);
  }

  @Test
  void doesNotKnowWhatBecameOfAPostThatFailsThoughItIsAnAdmin() {
    post();
    fixture.waha.refuse(500);

    assertThat(fault()).isEqualTo(Fault.UNKNOWN_OUTCOME);
  }

  @ParameterizedTest
  @CsvSource({
    "429, RATE_LIMITED, RATE_LIMITED",
    "501, REFUSED, UNSUPPORTED",
    "500, NO_ANSWER, ENGINE_FAILED",
    "422, NOT_CONNECTED, NOT_CONNECTED"
  })
  void postsNothingIfItCannotAsk(int status, Failure failure, Fault fault) {
    phone.refuse(status);

    assertThat(channels().find(channel)).isEqualTo(Answer.failed(failure));
    assertThat(fault()).isEqualTo(fault);
    assertThat(fixture.waha.arrived(WahaFixture.SESSION)).isEmpty();
  }

  @Test
  void downloadsNothingThatTheSessionDoesNotWant() {
    var file = fixture.waha.keep(new byte[] {1, 2, 3});
    var post = fixture.waha.from(channel).put("hasMedia", true).put("body", "the door");
    post.putObject("media").put("mimetype", "image/png").put("url", file);
    fixture.waha.post("message.any", post);

    fixture.settle();

    assertThat(link.events(Event.Received.class)).isEmpty();
  }

  private Channels channels() {
    return link.connection().channels().orElseThrow();
  }

  private Outcome post() {
    return link.connection()
        .send(WahaFixture.ID, channel, Optional.empty(), EngineChannelContract.POST);
  }

  private Fault fault() {
    return ((Outcome.Failed) post()).fault();
  }
}
