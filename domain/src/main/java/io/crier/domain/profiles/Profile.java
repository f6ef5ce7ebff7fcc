package io.crier.domain.profiles;

import io.crier.domain.TextRule;
import java.util.Optional;

/**
 * What WhatsApp shows of a person, as far as they let the session see it.
 *
 * @param name what they call themselves, if it is known
 * @param about a line about themselves
 */
public record Profile(
    Optional<String> name, Optional<String> about, Optional<BusinessProfile> business) {

  public static final Profile EMPTY =
      new Profile(Optional.empty(), Optional.empty(), Optional.empty());

  public static final TextRule NAME = TextRule.line(25);
  public static final TextRule ABOUT = TextRule.text(0, 139);

  public Profile {
    name = text(name);
    about = text(about);
    business = business.filter(it -> !it.equals(BusinessProfile.EMPTY));
  }

  static Optional<String> text(Optional<String> given) {
    return given.filter(text -> !text.isBlank()).map(TextRule::repaired);
  }

  /** The same under this name, unless it has one. */
  public Profile orNamed(Optional<String> known) {
    return new Profile(name.or(() -> known), about, business);
  }
}
