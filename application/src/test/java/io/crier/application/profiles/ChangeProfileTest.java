package io.crier.application.profiles;

import static io.crier.application.Actors.admin;
import static io.crier.application.Actors.in;
import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.apikeys.ApiKeyProblem.ROLE_REQUIRED;
import static io.crier.domain.chats.ChatProblem.NOT_A_PERSON;
import static io.crier.domain.groups.GroupProblem.WHATSAPP_SILENT;
import static io.crier.domain.media.MediaProblem.MEDIA_UNREACHABLE;
import static io.crier.domain.messages.MessageFixture.SOMEBODY;
import static io.crier.domain.profiles.ProfileProblem.INVALID_PICTURE;
import static io.crier.domain.profiles.ProfileProblem.INVALID_PROFILE;
import static io.crier.domain.profiles.ProfileProblem.PICTURE_NOT_FOUND;
import static io.crier.domain.profiles.ProfileProblem.PROFILES_UNSUPPORTED;
import static io.crier.domain.profiles.ProfileProblem.TOO_MANY_PROFILE_REQUESTS;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.World;
import io.crier.application.media.InMemoryDownloads;
import io.crier.application.messages.IdentifyContact;
import io.crier.application.sending.Outgoing.FileSource;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.EngineProfileContract;
import io.crier.application.sessions.Groups.Failure;
import io.crier.application.sessions.UseConnection;
import io.crier.domain.accounts.Account;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.messages.Recipient;
import io.crier.domain.profiles.Picture;
import io.crier.domain.profiles.Profile;
import io.crier.domain.profiles.ProfileChange;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.Session;
import java.net.URI;
import java.nio.ByteBuffer;
import java.time.Duration;
import java.util.EnumSet;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;

class ChangeProfileTest {

  private static final URI URL = URI.create("https://example.com/face.png");
  private static final Picture PICTURE = EngineProfileContract.PICTURE;
  private static final Recipient.Group GROUP = new Recipient.Group("120363041234567890@g.us");

  private final World world = new World();
  private final Account account = world.account();
  private final Session session = world.connected(account, Pacing.CAREFUL);
  private final InMemoryDownloads downloads = new InMemoryDownloads(world.database);
  private final UseConnection useConnection =
      new UseConnection(world.server.findSessions, world.server.runSessions);
  private final ChangeProfile changeProfile = new ChangeProfile(useConnection, downloads, world);
  private final FindProfile findProfile =
      new FindProfile(
          useConnection,
          new IdentifyContact(world.contacts, world.messages),
          world.chats,
          world.database,
          world);

  @BeforeEach
  void enable() {
    EnumSet.range(Ability.CONTACT_PROFILES, Ability.GROUP_PICTURE)
        .forEach(world.whatsApp::addAbility);
  }

  @Test
  void changesTheOwnProfile() {
    change(Optional.of("Bakery"), Optional.of("Open from six"));

    var own = findProfile.own(admin(account), session.id());

    assertThat(own.name()).contains("Bakery");
    assertThat(own.about()).contains("Open from six");
    assertRefused(INVALID_PROFILE, () -> change(Optional.empty(), Optional.empty()));
    assertRefused(INVALID_PROFILE, () -> change(Optional.of("x".repeat(26)), Optional.empty()));
    assertRefused(INVALID_PROFILE, () -> change(Optional.empty(), Optional.of("x".repeat(140))));
  }

  @Test
  void letsOnlyAdminsChangeTheOwnProfile() {
    var sender = in(account, Role.SEND);

    assertRefused(
        ROLE_REQUIRED,
        () ->
            changeProfile.change(
                sender, session.id(), new ProfileChange(Optional.of("Bakery"), Optional.empty())));
    assertRefused(ROLE_REQUIRED, () -> changeProfile.removeOwnPicture(sender, session.id()));
  }

  @Test
  void setsAndRemovesPictures() {
    downloads.put(URL, Optional.of("image/png"), PICTURE.bytes());

    changeProfile.setOwnPicture(admin(account), session.id(), new FileSource.AtUrl(URL));
    changeProfile.setGroupPicture(admin(account), session.id(), GROUP, inline(PICTURE.bytes()));
    assertThat(findProfile.ownPicture(admin(account), session.id())).isEqualTo(PICTURE);
    assertThat(findProfile.pictureOfGroup(admin(account), session.id(), GROUP)).isEqualTo(PICTURE);

    changeProfile.removeOwnPicture(admin(account), session.id());
    changeProfile.removeGroupPicture(admin(account), session.id(), GROUP);
    assertRefused(PICTURE_NOT_FOUND, () -> findProfile.ownPicture(admin(account), session.id()));
    assertRefused(
        PICTURE_NOT_FOUND, () -> findProfile.pictureOfGroup(admin(account), session.id(), GROUP));
  }

  @Test
  void rejectsWhatIsNoPicture() {
    assertRefused(INVALID_PICTURE, () -> set(inline(new byte[] {1, 2, 3})));
    assertRefused(INVALID_PICTURE, () -> set(inline(new byte[0])));
    var large = new byte[Picture.MOST + 1];
    System.arraycopy(PICTURE.bytes(), 0, large, 0, PICTURE.bytes().length);
    assertRefused(INVALID_PICTURE, () -> set(inline(large)));
    assertRefused(MEDIA_UNREACHABLE, () -> set(new FileSource.AtUrl(URL)));
  }

  @Test
  void showsContactsUnderTheNameThatIsKnown() {
    world.whatsApp.profiles.put(
        SOMEBODY, new Profile(Optional.empty(), Optional.of("At work"), Optional.empty()));

    var shown = findProfile.ofContact(admin(account), session.id(), SOMEBODY);

    assertThat(shown.about()).contains("At work");
    assertRefused(
        PICTURE_NOT_FOUND,
        () -> findProfile.pictureOfContact(admin(account), session.id(), SOMEBODY));
    assertRefused(NOT_A_PERSON, () -> findProfile.ofContact(admin(account), session.id(), GROUP));
    assertRefused(
        SESSION_NOT_FOUND,
        () -> findProfile.ofContact(admin(world.account()), session.id(), SOMEBODY));
  }

  @Test
  void refusesWhatTheEngineCannotDo() {
    world.whatsApp.removeAbility(Ability.OWN_NAME);
    assertRefused(
        PROFILES_UNSUPPORTED, () -> change(Optional.of("Bakery"), Optional.of("Open from six")));
    assertThat(findProfile.own(admin(account), session.id())).isEqualTo(Profile.EMPTY);
    world.whatsApp.removeAbility(Ability.OWN_PICTURE);
    assertRefused(PROFILES_UNSUPPORTED, () -> set(new FileSource.AtUrl(URL)));
    assertThat(downloads.fetched()).isEmpty();
    world.whatsApp.profiles.fail(Failure.NO_ANSWER);
    assertRefused(WHATSAPP_SILENT, () -> change(Optional.empty(), Optional.of("Open from six")));
  }

  @Test
  void limitsHowFastProfilesAreReadAndChanged() {
    for (var i = 0; i < 10; i++) {
      change(Optional.empty(), Optional.of("Open from six"));
    }
    assertRefused(
        TOO_MANY_PROFILE_REQUESTS, () -> change(Optional.empty(), Optional.of("Open from seven")));
    for (var i = 0; i < 30; i++) {
      findProfile.own(admin(account), session.id());
    }
    assertRefused(TOO_MANY_PROFILE_REQUESTS, () -> findProfile.own(admin(account), session.id()));
    world.pass(Duration.ofSeconds(6));
    change(Optional.empty(), Optional.of("Open from seven"));
    findProfile.own(admin(account), session.id());
  }

  private void change(Optional<String> name, Optional<String> about) {
    changeProfile.change(admin(account), session.id(), ProfileChange.requested(name, about));
  }

  private void set(FileSource picture) {
    changeProfile.setOwnPicture(admin(account), session.id(), picture);
  }

  private static FileSource inline(byte[] bytes) {
    return new FileSource.Inline(Optional.empty(), ByteBuffer.wrap(bytes));
  }
}
