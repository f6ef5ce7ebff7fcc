package io.crier.domain.profiles;

import static io.crier.domain.profiles.ProfileProblem.INVALID_PROFILE;

import io.crier.domain.Refused;
import java.util.Optional;

/** A change of the account's own profile; what is empty stays. */
public record ProfileChange(Optional<String> name, Optional<String> about) {

  /** A change that a caller asks for; an empty about removes it. */
  public static ProfileChange requested(Optional<String> name, Optional<String> about) {
    if (name.isEmpty() && about.isEmpty()) {
      throw new Refused(INVALID_PROFILE, "name what changes: name or about");
    }
    return new ProfileChange(
        Profile.NAME.require("name", name, INVALID_PROFILE),
        Profile.ABOUT.require("about", about, INVALID_PROFILE));
  }

  /** The profile after this change. */
  public Profile applyTo(Profile profile) {
    return new Profile(name.or(profile::name), about.or(profile::about), profile.business());
  }
}
