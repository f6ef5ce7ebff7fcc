package io.crier.application.sessions;

import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Groups.Answer.Done;
import io.crier.application.sessions.Groups.Failure;
import io.crier.domain.messages.Recipient;
import io.crier.domain.profiles.Picture;
import io.crier.domain.profiles.Profile;
import io.crier.domain.profiles.ProfileChange;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Profiles in memory. */
public final class InMemoryProfiles implements Profiles {

  private final Map<Recipient, Profile> profiles = new HashMap<>();
  private final Map<Recipient, Picture> pictures = new HashMap<>();
  private Profile own = Profile.EMPTY;
  private Optional<Picture> ownPicture = Optional.empty();
  private Optional<Failure> failure = Optional.empty();

  /** From now on, WhatsApp answers this. */
  public void fail(Failure why) {
    failure = Optional.of(why);
  }

  public void put(Recipient person, Profile profile) {
    profiles.put(person, profile);
  }

  private <T> Answer<T> answer(T value) {
    return failure.<Answer<T>>map(Answer::failed).orElseGet(() -> new Done<>(value));
  }

  @Override
  public Answer<Profile> find(Recipient person) {
    return answer(profiles.getOrDefault(person, Profile.EMPTY));
  }

  @Override
  public Answer<Optional<Picture>> picture(Recipient chat) {
    return answer(Optional.ofNullable(pictures.get(chat)));
  }

  @Override
  public Answer<Profile> own() {
    return answer(own);
  }

  @Override
  public Answer<Optional<Picture>> ownPicture() {
    return answer(ownPicture);
  }

  @Override
  public Answer<Profile> change(ProfileChange change) {
    if (failure.isEmpty()) {
      own = change.applyTo(own);
    }
    return answer(own);
  }

  @Override
  public Answer<Optional<Picture>> setPicture(
      Optional<Recipient.Group> group, Optional<Picture> picture) {
    if (failure.isEmpty()) {
      if (group.isEmpty()) {
        ownPicture = picture;
      } else {
        picture.ifPresentOrElse(
            it -> pictures.put(group.get(), it), () -> pictures.remove(group.get()));
      }
    }
    return answer(picture);
  }
}
