package io.crier.application.sessions;

import io.crier.application.sessions.Groups.Answer;
import io.crier.domain.messages.Recipient;
import io.crier.domain.profiles.Picture;
import io.crier.domain.profiles.Profile;
import io.crier.domain.profiles.ProfileChange;
import java.util.Optional;

/**
 * What WhatsApp shows of people, and of one session's own account. Every call asks WhatsApp, and
 * returns within a bounded time.
 */
public interface Profiles {

  /** What somebody lets the account see. */
  Answer<Profile> find(Recipient person);

  /** The picture of a person or a group; empty if there is none that the account may see. */
  Answer<Optional<Picture>> picture(Recipient chat);

  Answer<Profile> own();

  Answer<Optional<Picture>> ownPicture();

  /** Changes what the change names; returns the profile after that. */
  Answer<Profile> change(ProfileChange change);

  /**
   * Replaces or removes a picture; returns the new one.
   *
   * @param group whose picture it is; the account's own if empty
   */
  Answer<Optional<Picture>> setPicture(Optional<Recipient.Group> group, Optional<Picture> picture);
}
