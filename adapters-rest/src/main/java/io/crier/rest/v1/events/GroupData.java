package io.crier.rest.v1.events;

import io.crier.domain.groups.GroupEvent;
import io.crier.domain.groups.ParticipantAction;
import io.crier.domain.messages.Recipient;
import io.crier.rest.v1.groups.GroupView;
import java.util.List;
import java.util.Optional;
import java.util.UUID;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** The data of an event about a group. */
public interface GroupData extends EventData {

  static GroupData of(GroupEvent event) {
    return switch (event) {
      case GroupEvent.Joined joined ->
          new GroupJoined(joined.session().value(), GroupView.of(joined.group()));
      case GroupEvent.Left left -> new GroupLeft(left.session().value(), left.group().text());
      case GroupEvent.Updated updated -> GroupUpdated.of(updated);
      case GroupEvent.ParticipantsChanged changed -> GroupParticipantsChanged.of(changed);
    };
  }

  /** The session is now in a group. */
  @Schema(
      name = "GroupJoinedData",
      description = "The session is now in a group: it created it, joined it or was added")
  record GroupJoined(
      @Schema(required = true) UUID sessionId, @Schema(required = true) GroupView group)
      implements GroupData {}

  /** The session is not in a group any more. */
  @Schema(
      name = "GroupLeftData",
      description = "The session is not in a group any more: it left it or was removed")
  record GroupLeft(
      @Schema(required = true) UUID sessionId,
      @Schema(required = true, examples = "120363041234567890@g.us") String groupId)
      implements GroupData {}

  /** The subject, description or settings of a group changed. */
  @Schema(
      name = "GroupUpdatedData",
      description = "The subject, description or settings of a group changed")
  record GroupUpdated(
      @Schema(required = true) UUID sessionId,
      @Schema(required = true, examples = "120363041234567890@g.us") String groupId,
      @Schema(description = "the new subject", examples = "Neighbours") Optional<String> subject,
      @Schema(description = "the new description; empty if it was removed")
          Optional<String> description,
      @Schema(description = "whether only admins can send now") Optional<Boolean> onlyAdminsSend,
      @Schema(description = "whether only admins can change subject and description now")
          Optional<Boolean> onlyAdminsEdit,
      @Schema(description = "who changed it, if known", examples = "+966507654321")
          Optional<String> by)
      implements GroupData {

    static GroupUpdated of(GroupEvent.Updated event) {
      var change = event.change();
      return new GroupUpdated(
          event.session().value(),
          event.group().text(),
          change.subject(),
          change.description(),
          change.onlyAdminsSend(),
          change.onlyAdminsEdit(),
          event.by().map(Recipient::text));
    }
  }

  /** Others joined or left a group, or became admins or members. */
  @Schema(
      name = "GroupParticipantsData",
      description = "Others joined or left a group, or became admins or members")
  record GroupParticipantsChanged(
      @Schema(required = true) UUID sessionId,
      @Schema(required = true, examples = "120363041234567890@g.us") String groupId,
      @Schema(required = true, description = "what was done") ParticipantAction action,
      @Schema(required = true, description = "whom it concerns", examples = "[\"+966507654321\"]")
          List<String> participants,
      @Schema(description = "who did it, if known", examples = "+966501234567") Optional<String> by)
      implements GroupData {

    static GroupParticipantsChanged of(GroupEvent.ParticipantsChanged event) {
      return new GroupParticipantsChanged(
          event.session().value(),
          event.group().text(),
          event.action(),
          event.participants().stream().map(Recipient::text).toList(),
          event.by().map(Recipient::text));
    }
  }
}
