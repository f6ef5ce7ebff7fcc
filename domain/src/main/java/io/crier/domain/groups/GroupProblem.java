package io.crier.domain.groups;

import io.crier.domain.Problem;
import io.crier.domain.ProblemKind;

/** Problems of requests about groups. */
public enum GroupProblem implements Problem {
  INVALID_GROUP(ProblemKind.INVALID, "the group is not valid"),
  INVALID_PARTICIPANTS(
      ProblemKind.INVALID, "name 1 to 256 different participants by their phone numbers or LIDs"),
  INVALID_INVITE(
      ProblemKind.INVALID, "not an invite link such as https://chat.whatsapp.com/AbCdEfGhIjKlMn"),
  GROUP_NOT_FOUND(ProblemKind.NOT_FOUND, "WhatsApp knows no such group"),
  NOT_IN_GROUP(ProblemKind.FORBIDDEN, "the session's number is not in this group"),
  NOT_GROUP_ADMIN(ProblemKind.FORBIDDEN, "only an admin of the group can do this"),
  INVITE_EXPIRED(ProblemKind.GONE, "this invite link is not valid any more"),
  GROUP_REFUSED(ProblemKind.UNPROCESSABLE, "WhatsApp refuses this"),
  GROUPS_UNSUPPORTED(ProblemKind.UNSUPPORTED, "the session's engine has no groups"),
  TOO_MANY_GROUP_CHANGES(
      ProblemKind.OVER_LIMIT, "WhatsApp bans numbers that change groups this fast"),
  WHATSAPP_SILENT(
      ProblemKind.UNAVAILABLE, "WhatsApp has not answered in time: a change may have been made");

  private final ProblemKind kind;
  private final String message;

  GroupProblem(ProblemKind kind, String message) {
    this.kind = kind;
    this.message = message;
  }

  @Override
  public ProblemKind kind() {
    return kind;
  }

  @Override
  public String message() {
    return message;
  }
}
