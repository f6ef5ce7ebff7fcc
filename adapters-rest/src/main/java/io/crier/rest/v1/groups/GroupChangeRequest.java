package io.crier.rest.v1.groups;

import io.crier.domain.groups.GroupChange;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Changes to a group; what is absent stays. */
@Schema(name = "ChangeGroup", description = "Changes to a group; absent fields stay as they are")
public record GroupChangeRequest(
    @Schema(examples = "Neighbours", maxLength = 100) String subject,
    @Schema(examples = "Who has a ladder?", maxLength = 2048) String description,
    Boolean onlyAdminsSend,
    Boolean onlyAdminsEdit) {

  GroupChange change() {
    return GroupChange.requested(
        Optional.ofNullable(subject),
        Optional.ofNullable(description),
        Optional.ofNullable(onlyAdminsSend),
        Optional.ofNullable(onlyAdminsEdit));
  }
}
