package io.crier.application.sessions;

import static io.crier.application.sessions.EngineFixture.sent;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.tuple;

import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Groups.Failure;
import io.crier.application.sessions.WhatsAppSide.Arrived;
import io.crier.domain.channels.Channel;
import io.crier.domain.channels.Channel.Role;
import io.crier.domain.channels.ChannelInvite;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.Session;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How an {@link Engine} shows, follows, reads and writes {@link Channels}. */
public interface EngineChannelContract extends EngineFixture {

  Recipient.Channel UNKNOWN_CHANNEL = new Recipient.Channel("120363999999999999@newsletter");
  Content.Text POST = new Content.Text("أهلا بالمتابعين");

  @Test
  default void listsTheChannelsThatTheAccountFollowsOrOwns() {
    var channels = channels(linked());
    var own = create("Our news", Role.OWNER);
    var followed = create("أخبار", Role.FOLLOWER);
    create("Others", Role.NONE);

    assertThat(done(channels.list()))
        .extracting(Channel::id, Channel::name, Channel::role)
        .containsExactlyInAnyOrder(
            tuple(own.id(), "Our news", Role.OWNER), tuple(followed.id(), "أخبار", Role.FOLLOWER));
  }

  @Test
  default void findsAChannelByItsIdAndByItsLink() {
    var channels = channels(linked());
    var channel = create("Others", Role.NONE);

    var found = done(channels.find(channel.id()));

    assertThat(found).isEqualTo(channel);
    assertThat(found.invite()).isPresent();
    assertThat(done(channels.find(found.invite().orElseThrow()))).isEqualTo(found);
  }

  @Test
  default void followsAndLeavesAChannel() {
    var channels = channels(linked());
    var channel = create("Others", Role.NONE).id();

    assertThat(done(channels.follow(channel))).isEqualTo(channel);
    assertThat(done(channels.follow(channel))).isEqualTo(channel);

    assertThat(done(channels.find(channel)).role()).isEqualTo(Role.FOLLOWER);
    assertThat(done(channels.list())).extracting(Channel::id).containsExactly(channel);

    assertThat(done(channels.unfollow(channel))).isEqualTo(channel);
    assertThat(done(channels.unfollow(channel))).isEqualTo(channel);

    assertThat(done(channels.list())).isEmpty();
    assertThat(done(channels.find(channel)).role()).isEqualTo(Role.NONE);
  }

  @Test
  default void doesNotLeaveAChannelThatTheAccountOwns() {
    var channels = channels(linked());
    var own = create("Our news", Role.OWNER).id();

    assertThat(channels.unfollow(own)).isEqualTo(Answer.failed(Failure.REFUSED));
    assertThat(done(channels.find(own)).role()).isEqualTo(Role.OWNER);
  }

  @Test
  default void knowsNoChannelThatWhatsAppDoesNotKnow() {
    var channels = channels(linked());
    Answer<Object> unknown = Answer.failed(Failure.CHANNEL_NOT_FOUND);

    assertThat((Object) channels.find(UNKNOWN_CHANNEL)).isEqualTo(unknown);
    assertThat((Object) channels.find(new ChannelInvite("0029VaNobodyHasThis"))).isEqualTo(unknown);
    assertThat((Object) channels.follow(UNKNOWN_CHANNEL)).isEqualTo(unknown);
    assertThat((Object) channels.unfollow(UNKNOWN_CHANNEL)).isEqualTo(unknown);
  }

  @Test
  default void answersNothingAboutChannelsWithoutAConnection() {
    assumeAbility(Ability.CHANNELS);

    assertThat(unlinked().connection().channels().orElseThrow().list())
        .isEqualTo(Answer.failed(Failure.NOT_CONNECTED));
  }

  @Test
  default void postsATextInAChannelOfItsOwn() {
    assumeAbility(Ability.CHANNELS);
    assumeAbility(Ability.POST_IN_CHANNEL);

    assertPosted(Role.OWNER, POST);
  }

  @Test
  default void postsAnImageInAChannelThatItAdministers() {
    assumeAbility(Ability.CHANNELS);
    assumeAbility(Ability.POST_IN_CHANNEL);
    var file = keep("image/png", new byte[] {1, 2, 3});

    assertPosted(
        Role.ADMIN,
        new Content.Media(
            MediaKind.IMAGE, file, Optional.of("the door"), Optional.empty(), Context.NONE));
  }

  @Test
  default void postsOnlyWhereTheAccountIsAnAdmin() {
    assumeAbility(Ability.CHANNELS);
    assumeAbility(Ability.POST_IN_CHANNEL);
    var link = linked();
    var followed = create("Others", Role.FOLLOWER).id();

    assertThat(post(link, followed, POST)).isEqualTo(Fault.NOT_CHANNEL_ADMIN);
    assertThat(post(link, UNKNOWN_CHANNEL, POST)).isEqualTo(Fault.CHANNEL_NOT_FOUND);
    assertThat(whatsApp().arrived(SESSION)).isEmpty();
  }

  @Test
  default void reportsWhatIsPostedInAChannel() {
    assumeAbility(Ability.RECEIVE_CHANNELS);
    var link = linked(Map.of(Session.CHANNELS, "receive"));
    var followed = create("Others", Role.FOLLOWER).id();

    whatsApp().channels().post(SESSION, followed, "a new day");
    settle();

    assertThat(link.events(Event.Received.class))
        .singleElement()
        .satisfies(
            received -> {
              assertThat(received.peer()).isEqualTo(followed);
              assertThat(received.content().text()).isEqualTo("a new day");
              assertThat(received.content().context().author()).isEmpty();
            });
  }

  private Channel create(String name, Role role) {
    return whatsApp().channels().create(SESSION, name, role);
  }

  private void assertPosted(Role role, Content content) {
    var link = linked();
    var channel = create("Our news", role).id();

    var id = sent(link.connection().send(ID, channel, Optional.empty(), content));

    assertThat(whatsApp().arrived(SESSION)).containsExactly(Arrived.of(id, channel, content));
  }

  private static Fault post(TestSession link, Recipient.Channel channel, Content content) {
    var outcome = link.connection().send(ID, channel, Optional.empty(), content);
    assertThat(outcome).isInstanceOf(Outcome.Failed.class);
    return ((Outcome.Failed) outcome).fault();
  }

  private Channels channels(TestSession link) {
    assumeAbility(Ability.CHANNELS);
    return link.connection().channels().orElseThrow();
  }

  private static <T> T done(Answer<T> answer) {
    assertThat(answer).isInstanceOf(Answer.Done.class);
    return ((Answer.Done<T>) answer).value();
  }
}
