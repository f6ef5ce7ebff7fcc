package io.crier.rest.v1.imports;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;

import io.crier.application.Actor;
import io.crier.application.apikeys.IssueApiKeys.KeyRequest;
import io.crier.application.imports.ImportAccount.Entries;
import io.crier.application.phones.AdoptPhone.Adoption;
import io.crier.application.subscriptions.CreateSubscription.SubscriptionRequest;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.subscriptions.PostFilter;
import io.crier.domain.subscriptions.TextMode;
import io.crier.domain.xaccounts.XUsername;
import java.util.List;
import java.util.Objects;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** What to import; an absent list is empty. */
@Schema(name = "ImportAccount", description = "What to import; an absent list is empty")
public record ImportRequest(
    @Schema(
            format = "uuid",
            description = "the account to import into, if it is not yours: for operators",
            examples = "01932f6e-5f0c-7b3e-9d51-1f6a2d3c4b5a")
        String accountId,
    @Schema(description = "keys by their names; new ones are issued", maxItems = 1000)
        List<KeyEntry> apiKeys,
    @Schema(description = "phones that receive alerts", maxItems = 1000) List<PhoneEntry> phones,
    @Schema(description = "subscriptions of verified phones", maxItems = 1000)
        List<SubscriptionEntry> subscriptions) {

  private static final int MOST = 1_000;

  public ImportRequest {
    apiKeys = checked("apiKeys", apiKeys);
    phones = checked("phones", phones);
    subscriptions = checked("subscriptions", subscriptions);
  }

  private static <T> List<T> checked(String name, List<T> entries) {
    if (entries == null) {
      return List.of();
    }
    if (entries.size() > MOST || entries.stream().anyMatch(Objects::isNull)) {
      throw new Refused(
          INVALID_REQUEST, name + ": expected at most 1000 entries, none of them null");
    }
    return entries;
  }

  Entries entries(Actor actor) {
    return new Entries(
        apiKeys.stream().map(key -> key.request(actor)).toList(),
        phones.stream().map(PhoneEntry::adoption).toList(),
        subscriptions.stream().map(SubscriptionEntry::request).toList());
  }

  /** An API key to issue. */
  @Schema(name = "ImportApiKey", description = "An API key to issue")
  public record KeyEntry(
      @Schema(required = true, description = "its name", maxLength = 100, examples = "CI server")
          String name,
      @Schema(description = "its role", defaultValue = "send") ApiKey.Role role) {

    KeyRequest request(Actor actor) {
      return KeyRequest.of(
          actor.mode(), name, Optional.ofNullable(role).orElse(ApiKey.Role.SEND), Optional.empty());
    }
  }

  /** A phone to take over. */
  @Schema(name = "ImportPhone", description = "A phone to take over")
  public record PhoneEntry(
      @Schema(required = true, description = "its number", examples = "+966501234567")
          String phoneNumber,
      @Schema(description = "its name", examples = "Work") String displayName,
      @Schema(
              description = "whether its holder has consented elsewhere: for operators",
              defaultValue = "false")
          Boolean verified) {

    Adoption adoption() {
      return new Adoption(
          PhoneNumber.parse(phoneNumber),
          Optional.ofNullable(displayName),
          Boolean.TRUE.equals(verified));
    }
  }

  /** A subscription to create. */
  @Schema(name = "ImportSubscription", description = "A subscription to create")
  public record SubscriptionEntry(
      @Schema(required = true, description = "the author on X", examples = "elonmusk")
          String xUsername,
      @Schema(required = true, description = "a verified phone", examples = "+966501234567")
          String phoneNumber,
      @Schema(description = "whether to include replies to others", defaultValue = "false")
          Boolean includeReplies,
      @Schema(description = "whether to include reposts", defaultValue = "false")
          Boolean includeReposts,
      @Schema(
              description = "only posts with at least one of these words, ignoring case",
              maxItems = 20,
              examples = "[\"launch\", \"landing\"]")
          List<String> keywords,
      @Schema(description = "how much of the post the alert shows", defaultValue = "excerpt")
          TextMode textMode) {

    SubscriptionRequest request() {
      return new SubscriptionRequest(
          XUsername.parse(xUsername),
          PhoneNumber.parse(phoneNumber),
          new PostFilter(
              Boolean.TRUE.equals(includeReplies),
              Boolean.TRUE.equals(includeReposts),
              Optional.ofNullable(keywords).orElse(List.of())),
          Optional.ofNullable(textMode).orElse(TextMode.EXCERPT),
          false);
    }
  }
}
