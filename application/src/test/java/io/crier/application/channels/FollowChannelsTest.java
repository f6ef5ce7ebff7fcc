package io.crier.application.channels;

import static io.crier.application.Actors.admin;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.channels.ChannelProblem.CHANNELS_UNSUPPORTED;
import static io.crier.domain.channels.ChannelProblem.CHANNEL_NOT_FOUND;
import static io.crier.domain.channels.ChannelProblem.CHANNEL_REFUSED;
import static io.crier.domain.channels.ChannelProblem.TOO_MANY_CHANNEL_CHANGES;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Groups.Failure;
import io.crier.domain.accounts.Account;
import io.crier.domain.channels.Channel;
import io.crier.domain.channels.Channel.Role;
import io.crier.domain.channels.ChannelInvite;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class FollowChannelsTest {

  private static final Channel NEWS = channel(1, "News", Role.NONE);
  private static final Channel OURS = channel(2, "From us", Role.OWNER);

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.CAREFUL);

  @BeforeEach
  void enable() {
    world.whatsApp.addAbility(Ability.CHANNELS);
    world.whatsApp.channels.put(NEWS);
    world.whatsApp.channels.put(OURS);
  }

  @Test
  void followsAChannelAndLeavesIt() {
    assertThat(follow(NEWS)).isEqualTo(NEWS.with(Role.FOLLOWER));
    assertThat(follow(NEWS)).isEqualTo(NEWS.with(Role.FOLLOWER));
    assertThat(channels().list(admin(account), session.id()))
        .containsExactly(OURS, NEWS.with(Role.FOLLOWER));

    unfollow(NEWS);
    unfollow(NEWS);

    assertThat(channels().list(admin(account), session.id())).containsExactly(OURS);
  }

  @Test
  void remainsTheOwnerOfAChannelThatItFollows() {
    assertThat(follow(OURS)).isEqualTo(OURS);
  }

  @Test
  void findsChannelsByIdAndByLink() {
    assertThat(channels().find(admin(account), session.id(), NEWS.id())).isEqualTo(NEWS);
    assertThat(channels().find(admin(account), session.id(), NEWS.invite().orElseThrow()))
        .isEqualTo(NEWS);
  }

  @Test
  void refusesAChannelThatWhatsAppDoesNotKnow() {
    assertRefused(CHANNEL_NOT_FOUND, () -> follow(channel(9, "None", Role.NONE)));
    assertRefused(CHANNEL_NOT_FOUND, () -> unfollow(channel(9, "None", Role.NONE)));
  }

  @Test
  void refusesWhatWhatsAppRefuses() {
    world.whatsApp.channels.fail(Failure.REFUSED);

    assertRefused(CHANNEL_REFUSED, () -> follow(NEWS));
  }

  @Test
  void refusesWhatTheEngineCannotDo() {
    world.whatsApp.removeAbility(Ability.CHANNELS);

    assertRefused(CHANNELS_UNSUPPORTED, () -> follow(NEWS));
    assertRefused(CHANNELS_UNSUPPORTED, () -> channels().list(admin(account), session.id()));
  }

  @Test
  void limitsHowOftenChannelsAreFollowed() {
    for (var i = 0; i < 5; i++) {
      follow(NEWS);
      unfollow(NEWS);
    }

    assertRefused(TOO_MANY_CHANNEL_CHANGES, () -> follow(NEWS));
    world.pass(Duration.ofMinutes(1));
    follow(NEWS);
  }

  @Test
  void knowsOnlySessionsOfTheAccount() {
    var stranger = admin(world.account());

    assertRefused(SESSION_NOT_FOUND, () -> channels().list(stranger, session.id()));
    assertRefused(SESSION_NOT_FOUND, () -> channels().find(stranger, session.id(), NEWS.id()));
    assertRefused(SESSION_NOT_FOUND, () -> channels().follow(stranger, session.id(), NEWS.id()));
    assertRefused(SESSION_NOT_FOUND, () -> channels().unfollow(stranger, session.id(), NEWS.id()));
  }

  private Channel follow(Channel channel) {
    return channels().follow(admin(account), session.id(), channel.id());
  }

  private void unfollow(Channel channel) {
    channels().unfollow(admin(account), session.id(), channel.id());
  }

  private FollowChannels channels() {
    return world.server.followChannels;
  }

  private static Channel channel(int number, String name, Role role) {
    return new Channel(
        new Recipient.Channel("12036300000000000" + number + "@newsletter"),
        name,
        Optional.empty(),
        Optional.of(new ChannelInvite("0029VaAbCdEfGhIjKl" + number)),
        Optional.of(12L),
        false,
        role);
  }
}
