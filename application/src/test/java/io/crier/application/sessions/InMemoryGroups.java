package io.crier.application.sessions;

import io.crier.application.sessions.Groups.Answer.Done;
import io.crier.domain.groups.Group;
import io.crier.domain.groups.Group.Participant;
import io.crier.domain.groups.Group.Role;
import io.crier.domain.groups.GroupChange;
import io.crier.domain.groups.GroupInvite;
import io.crier.domain.groups.ParticipantAction;
import io.crier.domain.groups.ParticipantResult;
import io.crier.domain.messages.Recipient;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.function.Function;

/** Groups in memory, all of which the account is an admin of. */
public final class InMemoryGroups implements Groups {

  private static final GroupInvite INVITE = new GroupInvite("AbCdEfGhIjKlMnOpQrStUv");

  private final Map<Recipient.Group, Group> groups = new LinkedHashMap<>();
  private Optional<Failure> failure = Optional.empty();

  /** From now on, WhatsApp answers this. */
  public void fail(Failure why) {
    failure = Optional.of(why);
  }

  private <T> Answer<T> answer(Function<InMemoryGroups, T> value) {
    return failure.<Answer<T>>map(Answer::failed).orElseGet(() -> new Done<>(value.apply(this)));
  }

  private <T> Answer<T> in(Recipient.Group id, Function<Group, T> value) {
    var group = groups.get(id);
    return group == null
        ? Answer.failed(Failure.GROUP_NOT_FOUND)
        : answer(it -> value.apply(group));
  }

  private Group save(Group group) {
    groups.put(group.id(), group);
    return group;
  }

  private static List<ParticipantResult> done(List<Recipient> participants) {
    return participants.stream()
        .map(it -> new ParticipantResult(it, ParticipantResult.Outcome.DONE))
        .toList();
  }

  @Override
  public Answer<List<Group>> list() {
    return answer(it -> List.copyOf(groups.values()));
  }

  @Override
  public Answer<Group> find(Recipient.Group group) {
    return in(group, Function.identity());
  }

  @Override
  public Answer<Creation> create(String subject, List<Recipient> participants) {
    return answer(
        it ->
            new Creation(
                save(
                    new Group(
                        new Recipient.Group("12036304123456789%d@g.us".formatted(groups.size())),
                        subject,
                        Optional.empty(),
                        Optional.empty(),
                        Optional.empty(),
                        false,
                        false,
                        participants.stream()
                            .map(person -> Participant.of(person, Role.MEMBER))
                            .toList())),
                done(participants)));
  }

  @Override
  public Answer<Group> change(Recipient.Group group, GroupChange change) {
    return in(group, it -> save(change.applyTo(it)));
  }

  @Override
  public Answer<List<ParticipantResult>> changeParticipants(
      Recipient.Group group, ParticipantAction action, List<Recipient> participants) {
    return in(group, it -> done(participants));
  }

  @Override
  public Answer<GroupInvite> invite(Recipient.Group group) {
    return in(group, it -> INVITE);
  }

  @Override
  public Answer<GroupInvite> revokeInvite(Recipient.Group group) {
    return in(group, it -> INVITE);
  }

  @Override
  public Answer<Recipient.Group> join(GroupInvite invite) {
    return Answer.failed(Failure.INVITE_EXPIRED);
  }

  @Override
  public Answer<Recipient.Group> leave(Recipient.Group group) {
    return in(group, it -> groups.remove(it.id()).id());
  }
}
