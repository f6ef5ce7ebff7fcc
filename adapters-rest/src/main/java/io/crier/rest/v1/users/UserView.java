package io.crier.rest.v1.users;

import io.crier.application.users.AdministerUsers;
import io.crier.domain.users.User;
import io.crier.domain.users.UserRole;
import io.crier.rest.v1.JoinLinks;
import java.time.Instant;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A person who may sign in. */
@Schema(name = "User")
public record UserView(
    @Schema(required = true) UUID id,
    @Schema(required = true, examples = "Fatima") String name,
    @Schema(required = true, examples = "fatima@clinic.example") String email,
    @Schema(required = true) UserRole role,
    @Schema(required = true) User.Status status,
    @Schema(required = true) Instant createdAt,
    @Schema(description = "since when they may not sign in, if so") Instant deactivatedAt,
    @Schema(description = "how to join or to choose a new password, if the request asked for it")
        Link invitation) {

  /** A link for one person, to be used once. */
  @Schema(name = "InvitationLink")
  public record Link(
      @Schema(
              required = true,
              description = "the link, which is never shown again",
              examples = "http://localhost:9080/#/join/bq8zZ1PMf0wKrxsVY2qLJ5TtGc7nDiuHaWpX4ok9SeE")
          String url,
      @Schema(required = true) Instant expiresAt) {

    @Override
    public String toString() {
      return "Link";
    }
  }

  static UserView of(User user) {
    return of(user, null);
  }

  static UserView of(AdministerUsers.Invited invited, JoinLinks links) {
    var url = links.of(invited.token());
    return of(invited.user(), new Link(url, invited.expiresAt()));
  }

  private static UserView of(User user, Link link) {
    return new UserView(
        user.id().value(),
        user.name(),
        user.email().value(),
        user.role(),
        user.status(),
        user.createdAt(),
        user.deactivatedAt().orElse(null),
        link);
  }
}
