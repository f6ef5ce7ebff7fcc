package io.crier.domain.groups;

import static io.crier.domain.groups.GroupProblem.INVALID_GROUP;

import io.crier.domain.Refused;
import java.util.Optional;

/** A change of what a group is called and who may do what in it; what is empty stays. */
public record GroupChange(
    Optional<String> subject,
    Optional<String> description,
    Optional<Boolean> onlyAdminsSend,
    Optional<Boolean> onlyAdminsEdit) {

  /** A change that a caller asks for; an empty description removes it. */
  public static GroupChange requested(
      Optional<String> subject,
      Optional<String> description,
      Optional<Boolean> onlyAdminsSend,
      Optional<Boolean> onlyAdminsEdit) {
    Group.SUBJECT.require("subject", subject, INVALID_GROUP);
    Group.DESCRIPTION.require("description", description, INVALID_GROUP);
    var change = new GroupChange(subject, description, onlyAdminsSend, onlyAdminsEdit);
    if (change.isEmpty()) {
      throw new Refused(
          INVALID_GROUP,
          "name what changes: subject, description, onlyAdminsSend or onlyAdminsEdit");
    }
    return change;
  }

  public boolean isEmpty() {
    return subject.isEmpty()
        && description.isEmpty()
        && onlyAdminsSend.isEmpty()
        && onlyAdminsEdit.isEmpty();
  }

  /** The group after this change. */
  public Group applyTo(Group group) {
    return new Group(
        group.id(),
        subject.orElse(group.subject()),
        description.or(group::description),
        group.owner(),
        group.createdAt(),
        onlyAdminsSend.orElse(group.onlyAdminsSend()),
        onlyAdminsEdit.orElse(group.onlyAdminsEdit()),
        group.participants());
  }
}
