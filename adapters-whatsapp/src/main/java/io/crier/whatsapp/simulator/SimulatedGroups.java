package io.crier.whatsapp.simulator;

import static io.crier.application.sessions.Groups.Answer.failed;
import static io.crier.domain.groups.ParticipantResult.Outcome.ALREADY_IN_GROUP;
import static io.crier.domain.groups.ParticipantResult.Outcome.DONE;
import static io.crier.domain.groups.ParticipantResult.Outcome.INVITE_NEEDED;
import static io.crier.domain.groups.ParticipantResult.Outcome.NOT_IN_GROUP;
import static io.crier.domain.groups.ParticipantResult.Outcome.NOT_ON_WHATSAPP;
import static io.crier.domain.groups.ParticipantResult.Outcome.REFUSED;

import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Groups;
import io.crier.application.sessions.Groups.Answer.Done;
import io.crier.domain.groups.Group;
import io.crier.domain.groups.Group.Participant;
import io.crier.domain.groups.Group.Role;
import io.crier.domain.groups.GroupChange;
import io.crier.domain.groups.GroupInvite;
import io.crier.domain.groups.GroupNews;
import io.crier.domain.groups.ParticipantAction;
import io.crier.domain.groups.ParticipantResult;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.whatsapp.Scheduler;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Function;
import java.util.function.Supplier;

/** The groups on a simulated network, as the account of a device sees and changes them. */
final class SimulatedGroups implements Groups {

  private final Network network;
  private final Scheduler scheduler;
  private final Codes codes;
  private final Supplier<PhoneNumber> number;
  private final BooleanSupplier connected;

  SimulatedGroups(
      Network network,
      Scheduler scheduler,
      Codes codes,
      Supplier<PhoneNumber> number,
      BooleanSupplier connected) {
    this.network = network;
    this.scheduler = scheduler;
    this.codes = codes;
    this.number = number;
    this.connected = connected;
  }

  private Recipient self() {
    return new Recipient.Phone(number.get());
  }

  /** Whether it is a group of this network that the account is not in. */
  boolean isClosedTo(Recipient to) {
    return to instanceof Recipient.Group group
        && network.groups().find(group).filter(it -> it.roleOf(self()).isEmpty()).isPresent();
  }

  /** The members of a group but the account itself; empty for what is no known group. */
  List<Recipient> others(Recipient to) {
    return to instanceof Recipient.Group group
        ? network.groups().find(group).stream()
            .flatMap(it -> it.group().participants().stream())
            .map(Participant::id)
            .filter(it -> !it.equals(self()))
            .toList()
        : List.of();
  }

  @Override
  public Answer<List<Group>> list() {
    return whileConnected(() -> new Done<>(network.groups().of(self())));
  }

  @Override
  public Answer<Group> find(Recipient.Group group) {
    return asMember(group, entry -> new Done<>(entry.group()));
  }

  @Override
  public Answer<Creation> create(String subject, List<Recipient> participants) {
    return whileConnected(() -> new Done<>(create(self(), subject, participants)));
  }

  /** Somebody creates a group; the session hears of it if it is in it. */
  Creation create(Recipient by, String subject, List<Recipient> participants) {
    var results = new ArrayList<ParticipantResult>();
    var members = new ArrayList<Participant>();
    members.add(Participant.of(by, Role.OWNER));
    for (var person : participants) {
      var outcome = person.equals(by) ? ALREADY_IN_GROUP : addable(person);
      results.add(new ParticipantResult(person, outcome));
      if (outcome == DONE) {
        members.add(Participant.of(person, Role.MEMBER));
      }
    }
    var group =
        new Group(
            new Recipient.Group(codes.group()),
            subject,
            Optional.empty(),
            Optional.of(by),
            Optional.of(scheduler.now()),
            false,
            false,
            members);
    var entry = new GroupBook.Entry(group, new GroupInvite(codes.invite()));
    network.groups().save(entry);
    if (entry.roleOf(self()).isPresent()) {
      publish(new GroupNews.Joined(group));
    }
    return new Creation(group, results);
  }

  private ParticipantResult.Outcome addable(Recipient person) {
    var faults = network.faults();
    if (faults.unknownNumbers().contains(person)) {
      return NOT_ON_WHATSAPP;
    }
    return faults.refuse().containsKey(person) ? INVITE_NEEDED : DONE;
  }

  @Override
  public Answer<Group> change(Recipient.Group group, GroupChange change) {
    return asMember(group, entry -> change(entry, self(), change));
  }

  private Answer<Group> change(GroupBook.Entry entry, Recipient by, GroupChange change) {
    var ofAdmins = change.onlyAdminsSend().isPresent() || change.onlyAdminsEdit().isPresent();
    if ((ofAdmins || entry.group().onlyAdminsEdit()) && !isAdmin(entry, by)) {
      return failed(Failure.NOT_ADMIN);
    }
    var changed = change.applyTo(entry.group());
    network.groups().save(entry.with(changed));
    publish(new GroupNews.Updated(changed.id(), change, Optional.of(by)));
    return new Done<>(changed);
  }

  @Override
  public Answer<List<ParticipantResult>> changeParticipants(
      Recipient.Group group, ParticipantAction action, List<Recipient> participants) {
    return asMember(group, entry -> changeParticipants(entry, self(), action, participants));
  }

  /** The same by somebody else, who may add the session or remove it. */
  Answer<List<ParticipantResult>> changeParticipants(
      Recipient.Group group, Recipient by, ParticipantAction action, List<Recipient> participants) {
    return oneAtATime(
        () ->
            network
                .groups()
                .find(group)
                .map(entry -> changeParticipants(entry, by, action, participants))
                .orElseGet(() -> failed(Failure.GROUP_NOT_FOUND)));
  }

  private Answer<List<ParticipantResult>> changeParticipants(
      GroupBook.Entry entry, Recipient by, ParticipantAction action, List<Recipient> people) {
    if (!isAdmin(entry, by)) {
      return failed(Failure.NOT_ADMIN);
    }
    var members = new ArrayList<>(entry.group().participants());
    var results = new ArrayList<ParticipantResult>();
    for (var person : people) {
      var outcome = outcome(entry, action, person);
      results.add(new ParticipantResult(person, outcome));
      if (outcome == DONE) {
        members.removeIf(it -> it.id().equals(person));
        switch (action) {
          case ADD, DEMOTE -> members.add(Participant.of(person, Role.MEMBER));
          case PROMOTE -> members.add(Participant.of(person, Role.ADMIN));
          case REMOVE -> {}
        }
      }
    }
    var done =
        results.stream()
            .filter(it -> it.outcome() == DONE)
            .map(ParticipantResult::participant)
            .toList();
    save(entry, members, by, action, done);
    return new Done<>(results);
  }

  private ParticipantResult.Outcome outcome(
      GroupBook.Entry entry, ParticipantAction action, Recipient person) {
    var role = entry.roleOf(person);
    if (action == ParticipantAction.ADD) {
      return role.isPresent() ? ALREADY_IN_GROUP : addable(person);
    }
    if (role.isEmpty()) {
      return NOT_IN_GROUP;
    }
    return role.get() == Role.OWNER ? REFUSED : DONE;
  }

  /** Stores who is in the group now, and tells the session what that means for it. */
  private void save(
      GroupBook.Entry entry,
      List<Participant> members,
      Recipient by,
      ParticipantAction action,
      List<Recipient> done) {
    if (done.isEmpty()) {
      return;
    }
    var changed = entry.with(with(entry.group(), members));
    network.groups().save(changed);
    var was = entry.roleOf(self()).isPresent();
    var is = changed.roleOf(self()).isPresent();
    if (is && !was) {
      publish(new GroupNews.Joined(changed.group()));
    } else if (was && !is) {
      publish(new GroupNews.Left(entry.group().id()));
    } else if (is) {
      publish(new GroupNews.Participants(entry.group().id(), action, done, Optional.of(by)));
    }
  }

  private static Group with(Group group, List<Participant> members) {
    return new Group(
        group.id(),
        group.subject(),
        group.description(),
        group.owner(),
        group.createdAt(),
        group.onlyAdminsSend(),
        group.onlyAdminsEdit(),
        members);
  }

  @Override
  public Answer<GroupInvite> invite(Recipient.Group group) {
    return asAdmin(group, entry -> new Done<>(entry.invite()));
  }

  @Override
  public Answer<GroupInvite> revokeInvite(Recipient.Group group) {
    return asAdmin(
        group,
        entry -> {
          var next = new GroupInvite(codes.invite());
          network.groups().save(new GroupBook.Entry(entry.group(), next));
          return new Done<>(next);
        });
  }

  @Override
  public Answer<Recipient.Group> join(GroupInvite invite) {
    return whileConnected(
        () ->
            network
                .groups()
                .find(invite)
                .map(this::join)
                .orElseGet(() -> failed(Failure.INVITE_EXPIRED)));
  }

  private Answer<Recipient.Group> join(GroupBook.Entry entry) {
    if (entry.roleOf(self()).isEmpty()) {
      var members = new ArrayList<>(entry.group().participants());
      members.add(Participant.of(self(), Role.MEMBER));
      save(entry, members, self(), ParticipantAction.ADD, List.of(self()));
    }
    return new Done<>(entry.group().id());
  }

  @Override
  public Answer<Recipient.Group> leave(Recipient.Group group) {
    return asMember(
        group,
        entry -> {
          var members = new ArrayList<>(entry.group().participants());
          members.removeIf(it -> it.id().equals(self()));
          save(entry, members, self(), ParticipantAction.REMOVE, List.of(self()));
          return new Done<>(group);
        });
  }

  private static boolean isAdmin(GroupBook.Entry entry, Recipient person) {
    return entry.roleOf(person).filter(role -> role != Role.MEMBER).isPresent();
  }

  private <T> Answer<T> asAdmin(
      Recipient.Group group, Function<GroupBook.Entry, Answer<T>> action) {
    return asMember(
        group, entry -> isAdmin(entry, self()) ? action.apply(entry) : failed(Failure.NOT_ADMIN));
  }

  private <T> Answer<T> asMember(
      Recipient.Group group, Function<GroupBook.Entry, Answer<T>> action) {
    return whileConnected(
        () -> {
          var entry = network.groups().find(group);
          if (entry.isEmpty()) {
            return failed(Failure.GROUP_NOT_FOUND);
          }
          return entry.get().roleOf(self()).isEmpty()
              ? failed(Failure.NOT_IN_GROUP)
              : action.apply(entry.get());
        });
  }

  private <T> Answer<T> whileConnected(Supplier<Answer<T>> action) {
    return oneAtATime(
        () -> connected.getAsBoolean() ? action.get() : failed(Failure.NOT_CONNECTED));
  }

  /** Two changes that read the same group would lose one of them. */
  private <T> T oneAtATime(Supplier<T> action) {
    synchronized (network.groups()) {
      return action.get();
    }
  }

  private void publish(GroupNews news) {
    network.receive(new Event.GroupChanged(news, scheduler.now()));
  }
}
