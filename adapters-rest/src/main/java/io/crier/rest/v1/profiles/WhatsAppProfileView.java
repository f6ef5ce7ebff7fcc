package io.crier.rest.v1.profiles;

import io.crier.domain.profiles.BusinessProfile;
import io.crier.domain.profiles.Profile;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What WhatsApp shows of a person. */
@Schema(name = "WhatsAppProfile")
public record WhatsAppProfileView(
    @Schema(description = "what they call themselves, if it is known", examples = "Fatima")
        Optional<String> name,
    @Schema(
            description = "a line about themselves, if the session may see it",
            examples = "Hey there! I am using WhatsApp.")
        Optional<String> about,
    @Schema(description = "what a business tells about itself") Optional<BusinessView> business) {

  static WhatsAppProfileView of(Profile profile) {
    return new WhatsAppProfileView(
        profile.name(), profile.about(), profile.business().map(BusinessView::of));
  }

  /** What a business tells about itself. */
  @Schema(name = "WhatsAppBusinessProfile")
  public record BusinessView(
      @Schema(examples = "Bread and cakes") Optional<String> description,
      @Schema(examples = "King Fahd Road 1, Riyadh") Optional<String> address,
      @Schema(examples = "hello@bakery.example") Optional<String> email,
      @Schema(required = true, examples = "[\"https://bakery.example\"]") List<String> websites,
      @Schema(required = true, examples = "[\"Bakery\"]") List<String> categories) {

    static BusinessView of(BusinessProfile business) {
      return new BusinessView(
          business.description(),
          business.address(),
          business.email(),
          business.websites(),
          business.categories());
    }
  }
}
