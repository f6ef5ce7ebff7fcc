package io.crier.domain.channels;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.channels.ChannelProblem.INVALID_CHANNEL;
import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullSource;
import org.junit.jupiter.params.provider.ValueSource;

class ChannelInviteTest {

  @ParameterizedTest
  @ValueSource(
      strings = {
        "https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMn",
        " http://www.whatsapp.com/channel/0029VaAbCdEfGhIjKlMn/ ",
        "whatsapp.com/channel/0029VaAbCdEfGhIjKlMn?utm=x",
        "https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMn/123"
      })
  void readsTheLinkOfAChannelOrOfAPost(String text) {
    var invite = ChannelInvite.parse(text);

    assertThat(invite.code()).isEqualTo("0029VaAbCdEfGhIjKlMn");
    assertThat(invite.link()).isEqualTo("https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMn");
  }

  @ParameterizedTest
  @NullSource
  @ValueSource(
      strings = {
        "",
        "0029VaAbCdEfGhIjKlMn",
        "https://chat.whatsapp.com/0029VaAbCdEfGhIjKlMn",
        "https://whatsapp.com/channel/",
        "https://whatsapp.com/channel/short",
        "https://whatsapp.com/channel/0029VaAbCdEfGhIjKlMn/abc",
        "https://example.com/channel/0029VaAbCdEfGhIjKlMn"
      })
  void refusesWhatIsNoLinkOfAChannel(String text) {
    assertRefused(INVALID_CHANNEL, () -> ChannelInvite.parse(text));
  }
}
