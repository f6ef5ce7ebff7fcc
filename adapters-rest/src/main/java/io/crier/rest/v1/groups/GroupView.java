package io.crier.rest.v1.groups;

import io.crier.domain.groups.Group;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.PhoneNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** A group on WhatsApp. */
@Schema(name = "Group")
public record GroupView(
    @Schema(required = true, examples = "120363041234567890@g.us") String id,
    @Schema(required = true, examples = "Neighbours") String subject,
    @Schema(examples = "Who has a ladder?") Optional<String> description,
    @Schema(examples = "+966507654321") Optional<String> owner,
    Optional<Instant> createdAt,
    @Schema(required = true, examples = "false") boolean onlyAdminsSend,
    @Schema(required = true, examples = "false") boolean onlyAdminsEdit,
    @Schema(required = true) List<ParticipantView> participants) {

  public static GroupView of(Group group) {
    return new GroupView(
        group.id().text(),
        group.subject(),
        group.description(),
        group.owner().map(Recipient::text),
        group.createdAt(),
        group.onlyAdminsSend(),
        group.onlyAdminsEdit(),
        group.participants().stream().map(ParticipantView::of).toList());
  }

  /** Somebody in a group. */
  @Schema(name = "GroupParticipant")
  public record ParticipantView(
      @Schema(required = true, examples = "+966507654321") String id,
      @Schema(examples = "+966507654321") Optional<String> number,
      @Schema(required = true) GroupRole role) {

    static ParticipantView of(Group.Participant participant) {
      return new ParticipantView(
          participant.id().text(),
          participant.number().map(PhoneNumber::value),
          GroupRole.of(participant.role()));
    }
  }

  /** What a participant may do. */
  public enum GroupRole {
    MEMBER,
    ADMIN,
    OWNER;

    static GroupRole of(Group.Role role) {
      return valueOf(role.name());
    }
  }
}
