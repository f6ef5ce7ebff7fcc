package io.crier.application.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Groups.Failure;
import io.crier.domain.chats.ChatChange;
import io.crier.domain.messages.Recipient;
import io.crier.domain.profiles.BusinessProfile;
import io.crier.domain.profiles.Picture;
import io.crier.domain.profiles.Profile;
import io.crier.domain.profiles.ProfileChange;
import java.util.Base64;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

/** How an {@link Engine} reads and changes {@link Profiles}, {@link Blocks} and {@link Timers}. */
public interface EngineProfileContract extends EngineFixture {

  int WEEK = 604_800;

  /** One pixel. */
  Picture PICTURE =
      Picture.read(
              Base64.getDecoder()
                  .decode(
                      "iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9"
                          + "awAAAABJRU5ErkJggg=="))
          .orElseThrow();

  @Test
  default void showsWhatPeopleShowOfThemselves() {
    assumeAbility(Ability.CONTACT_PROFILES);
    var profiles = linked().connection().profiles().orElseThrow();
    var business =
        new BusinessProfile(
            Optional.of("Bread and cakes"),
            Optional.of("King Fahd Road 1, Riyadh"),
            Optional.of("hello@bakery.example"),
            List.of("https://bakery.example"),
            List.of("Bakery"));
    whatsApp()
        .profiles()
        .show(
            SESSION,
            THEM,
            new Profile(Optional.empty(), Optional.of("في العمل"), Optional.of(business)),
            Optional.of(PICTURE));

    var found = done(profiles.find(THEM));

    assertThat(found.about()).contains("في العمل");
    assertThat(found.business()).isEqualTo(businessOf(business));
    assertThat(done(profiles.picture(THEM))).contains(PICTURE);
  }

  /** What the engine can show of this. */
  default Optional<BusinessProfile> businessOf(BusinessProfile business) {
    return Optional.of(business);
  }

  @Test
  default void showsNothingOfPeopleWhoShowNothing() {
    assumeAbility(Ability.CONTACT_PROFILES);
    var profiles = linked().connection().profiles().orElseThrow();

    var found = done(profiles.find(THEM));

    assertThat(found.about()).isEmpty();
    assertThat(found.business()).isEmpty();
    assertThat(done(profiles.picture(THEM))).isEmpty();
  }

  @Test
  default void changesTheOwnProfile() {
    assumeAbility(Ability.OWN_PROFILE);
    var profiles = linked().connection().profiles().orElseThrow();

    var change = new ProfileChange(Optional.empty(), Optional.of("Open from six"));
    assertThat(done(profiles.change(change)).about()).contains("Open from six");
    assertThat(done(profiles.own()).about()).contains("Open from six");

    var removal = profiles.change(new ProfileChange(Optional.empty(), Optional.of("")));
    if (canRemoveAbout()) {
      assertThat(done(removal).about()).isEmpty();
    } else {
      assertThat(removal).isEqualTo(Answer.failed(Failure.REFUSED));
      assertThat(done(profiles.own()).about()).contains("Open from six");
    }
  }

  default boolean canRemoveAbout() {
    return true;
  }

  @Test
  default void changesTheOwnName() {
    assumeAbility(Ability.OWN_NAME);
    var profiles = linked().connection().profiles().orElseThrow();

    done(profiles.change(new ProfileChange(Optional.of("Bakery"), Optional.empty())));

    assertThat(done(profiles.own()).name()).contains("Bakery");
  }

  @Test
  default void setsAndRemovesTheOwnPicture() {
    assumeAbility(Ability.OWN_PICTURE);
    var profiles = linked().connection().profiles().orElseThrow();
    assertThat(done(profiles.ownPicture())).isEmpty();

    done(profiles.setPicture(Optional.empty(), Optional.of(PICTURE)));
    assertThat(done(profiles.ownPicture())).isPresent();

    done(profiles.setPicture(Optional.empty(), Optional.empty()));
    assertThat(done(profiles.ownPicture())).isEmpty();
  }

  @Test
  default void setsAndRemovesThePictureOfGroups() {
    assumeAbility(Ability.GROUP_PICTURE);
    var connection = linked().connection();
    var profiles = connection.profiles().orElseThrow();
    var group =
        done(connection.groups().orElseThrow().create("Neighbours", List.of(THEM))).group().id();

    done(profiles.setPicture(Optional.of(group), Optional.of(PICTURE)));
    assertThat(done(profiles.picture(group))).isPresent();
    assertThat(done(profiles.ownPicture())).isEmpty();

    done(profiles.setPicture(Optional.of(group), Optional.empty()));
    assertThat(done(profiles.picture(group))).isEmpty();
    assertThat(profiles.setPicture(Optional.of(EngineGroupContract.UNKNOWN), Optional.of(PICTURE)))
        .isInstanceOf(Answer.Failed.class);
  }

  @Test
  default void blocksAndUnblocksPeople() {
    assumeAbility(Ability.BLOCK);
    var blocks = linked().connection().blocks().orElseThrow();

    done(blocks.change(THEM, true));
    assertThat(whatsApp().profiles().blocked(SESSION)).containsExactly(THEM);
    assertThat(done(blocks.list())).containsExactly(THEM);
    var others =
        Stream.of("+966502222222", "+966503333333", "+966504444444").map(Recipient::parse).toList();
    others.forEach(other -> done(blocks.change(other, true)));
    assertThat(done(blocks.list())).contains(THEM).containsAll(others);
    others.forEach(other -> done(blocks.change(other, false)));

    done(blocks.change(THEM, false));
    assertThat(whatsApp().profiles().blocked(SESSION)).isEmpty();
    assertThat(done(blocks.list())).isEmpty();
  }

  @Test
  default void reportsWhoIsBlockedOnThePhone() {
    assumeAbility(Ability.BLOCK);
    assumeAbility(Ability.DISAPPEARING);
    var link = linked();

    whatsApp().profiles().blockOnPhone(SESSION, THEM, true);
    settle();
    whatsApp().profiles().blockOnPhone(SESSION, THEM, false);
    settle();

    assertThat(link.events(Event.ContactBlocked.class))
        .extracting(Event.ContactBlocked::blocked)
        .containsExactly(true, false);
    assertThat(link.events(Event.ContactBlocked.class))
        .extracting(Event.ContactBlocked::person)
        .containsOnly(THEM);
  }

  @Test
  default void setsTheTimerOfChats() {
    assumeAbility(Ability.DISAPPEARING);
    var connection = linked().connection();

    assertThat(done(connection.timers().orElseThrow().set(THEM, WEEK))).isEqualTo(WEEK);
    connection.send(ID, THEM, Optional.empty(), HELLO);
    settle();

    assertThat(whatsApp().profiles().timerOfLast(SESSION)).isEqualTo(WEEK);
    var group =
        done(connection.groups().orElseThrow().create("Neighbours", List.of(THEM))).group().id();
    assertThat(done(connection.timers().orElseThrow().set(group, WEEK))).isEqualTo(WEEK);
  }

  @Test
  default void followsTheTimersThatOthersSet() {
    assumeAbility(Ability.DISAPPEARING);
    var link = linked();

    whatsApp().profiles().setTimer(SESSION, THEM, WEEK);
    settle();
    link.connection().send(ID, THEM, Optional.empty(), HELLO);
    settle();

    assertThat(link.events(Event.ChatChanged.class))
        .singleElement()
        .satisfies(
            changed -> {
              assertThat(changed.chat()).isEqualTo(THEM);
              assertThat(changed.change()).isEqualTo(ChatChange.timer(WEEK));
            });
    assertThat(whatsApp().profiles().timerOfLast(SESSION)).isEqualTo(WEEK);
  }

  @Test
  default void answersNothingAboutProfilesWithoutAConnection() {
    assumeAbility(Ability.OWN_PICTURE);
    var connection = unlinked().connection();

    assertThat(connection.profiles().orElseThrow().own())
        .isEqualTo(Answer.failed(Failure.NOT_CONNECTED));
    assertThat(connection.blocks().orElseThrow().list())
        .isEqualTo(Answer.failed(Failure.NOT_CONNECTED));
  }

  private static <T> T done(Answer<T> answer) {
    assertThat(answer).isInstanceOf(Answer.Done.class);
    return ((Answer.Done<T>) answer).value();
  }
}
