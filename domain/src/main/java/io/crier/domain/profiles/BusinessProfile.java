package io.crier.domain.profiles;

import io.crier.domain.TextRule;
import java.util.List;
import java.util.Optional;

/** What a business tells about itself. */
public record BusinessProfile(
    Optional<String> description,
    Optional<String> address,
    Optional<String> email,
    List<String> websites,
    List<String> categories) {

  public static final BusinessProfile EMPTY =
      new BusinessProfile(
          Optional.empty(), Optional.empty(), Optional.empty(), List.of(), List.of());

  public BusinessProfile {
    description = Profile.text(description);
    address = Profile.text(address);
    email = Profile.text(email);
    websites = texts(websites);
    categories = texts(categories);
  }

  private static List<String> texts(List<String> given) {
    return given.stream().filter(text -> !text.isBlank()).map(TextRule::repaired).toList();
  }
}
