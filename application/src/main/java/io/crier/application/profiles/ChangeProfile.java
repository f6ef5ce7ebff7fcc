package io.crier.application.profiles;

import static io.crier.domain.media.MediaProblem.MEDIA_UNREACHABLE;
import static io.crier.domain.media.MediaProblem.MEDIA_URL_BLOCKED;
import static io.crier.domain.profiles.ProfileProblem.INVALID_PICTURE;
import static io.crier.domain.profiles.ProfileProblem.PROFILES_UNSUPPORTED;
import static io.crier.domain.profiles.ProfileProblem.PROFILE_REFUSED;

import io.crier.application.Actor;
import io.crier.application.media.Downloads;
import io.crier.application.sending.Outgoing.FileSource;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Profiles;
import io.crier.application.sessions.UseConnection;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.messages.Recipient;
import io.crier.domain.profiles.Picture;
import io.crier.domain.profiles.Profile;
import io.crier.domain.profiles.ProfileChange;
import io.crier.domain.sessions.SessionId;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.time.Duration;
import java.time.InstantSource;
import java.util.Optional;
import java.util.function.Function;

/**
 * Changes the profile of a session's account, and the pictures of its groups: at once or not at
 * all, and not faster than WhatsApp tolerates.
 */
public final class ChangeProfile {

  private static final Duration DOWNLOAD_TIMEOUT = Duration.ofSeconds(20);

  private final UseConnection useConnection;
  private final Downloads downloads;
  private final ProfileRate rate;

  public ChangeProfile(UseConnection useConnection, Downloads downloads, InstantSource clock) {
    this.useConnection = useConnection;
    this.downloads = downloads;
    rate = ProfileRate.ofChanges(clock);
  }

  /** Changes the account's own profile; returns it as it is afterwards. */
  public Profile change(Actor actor, SessionId session, ProfileChange change) {
    actor.require(Role.ADMIN);
    if (change.about().isPresent()) {
      profiles(actor, session, Ability.OWN_PROFILE);
    }
    return ask(
        actor,
        session,
        change.name().isPresent() ? Ability.OWN_NAME : Ability.OWN_PROFILE,
        profiles -> profiles.change(change));
  }

  public void setOwnPicture(Actor actor, SessionId session, FileSource file) {
    actor.require(Role.ADMIN);
    set(actor, session, Optional.empty(), file);
  }

  public void removeOwnPicture(Actor actor, SessionId session) {
    actor.require(Role.ADMIN);
    remove(actor, session, Optional.empty());
  }

  public void setGroupPicture(
      Actor actor, SessionId session, Recipient.Group group, FileSource file) {
    actor.require(Role.SEND);
    set(actor, session, Optional.of(group), file);
  }

  public void removeGroupPicture(Actor actor, SessionId session, Recipient.Group group) {
    actor.require(Role.SEND);
    remove(actor, session, Optional.of(group));
  }

  private void set(
      Actor actor, SessionId session, Optional<Recipient.Group> group, FileSource file) {
    profiles(actor, session, needed(group));
    var picture = Optional.of(picture(file));
    ask(actor, session, needed(group), profiles -> profiles.setPicture(group, picture));
  }

  private void remove(Actor actor, SessionId session, Optional<Recipient.Group> group) {
    ask(actor, session, needed(group), profiles -> profiles.setPicture(group, Optional.empty()));
  }

  private static Ability needed(Optional<Recipient.Group> group) {
    return group.isPresent() ? Ability.GROUP_PICTURE : Ability.OWN_PICTURE;
  }

  private <T> T ask(
      Actor actor, SessionId session, Ability needed, Function<Profiles, Answer<T>> question) {
    var profiles = profiles(actor, session, needed);
    rate.require(session);
    return UseConnection.value(question.apply(profiles), PROFILE_REFUSED);
  }

  private Profiles profiles(Actor actor, SessionId session, Ability needed) {
    return useConnection.require(
        actor, session, needed, Engine.Connection::profiles, PROFILES_UNSUPPORTED);
  }

  private Picture picture(FileSource source) {
    try {
      var file =
          switch (source) {
            case FileSource.AtUrl remote ->
                downloads.fetch(
                    remote.url(), DOWNLOAD_TIMEOUT, (type, body) -> ChangeProfile.read(body));
            case FileSource.Inline inline -> {
              var bytes = new byte[inline.bytes().remaining()];
              inline.bytes().duplicate().get(bytes);
              yield bytes;
            }
            case FileSource.Uploaded upload -> read(upload.bytes());
          };
      return Picture.read(file)
          .filter(picture -> !picture.mimeType().equals("image/webp"))
          .orElseThrow(() -> new Refused(INVALID_PICTURE));
    } catch (Downloads.Unavailable e) {
      throw new Refused(
          e.isBlocked() ? MEDIA_URL_BLOCKED : MEDIA_UNREACHABLE, "url: " + e.getMessage());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** One byte more than a picture may have shows that it is too large. */
  private static byte[] read(InputStream body) throws IOException {
    return body.readNBytes(Picture.MOST + 1);
  }
}
