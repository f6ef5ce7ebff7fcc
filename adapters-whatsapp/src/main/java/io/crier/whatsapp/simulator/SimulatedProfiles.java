package io.crier.whatsapp.simulator;

import io.crier.application.sessions.Blocks;
import io.crier.application.sessions.ChatMarks;
import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Groups.Answer.Done;
import io.crier.application.sessions.Groups.Answer.Failed;
import io.crier.application.sessions.Groups.Failure;
import io.crier.application.sessions.Profiles;
import io.crier.application.sessions.Timers;
import io.crier.domain.chats.Chat;
import io.crier.domain.chats.ChatChange;
import io.crier.domain.groups.Group;
import io.crier.domain.messages.Recipient;
import io.crier.domain.profiles.Picture;
import io.crier.domain.profiles.Profile;
import io.crier.domain.profiles.ProfileChange;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * Profiles, blocks, timers and marks on a simulated network, as the account of a device sees them.
 */
record SimulatedProfiles(
    Network network, SimulatedGroups groups, Supplier<Recipient> self, BooleanSupplier connected)
    implements Profiles, Blocks, Timers, ChatMarks {

  private ProfileBook book() {
    return network.profiles();
  }

  @Override
  public Answer<Profile> find(Recipient person) {
    return answer(() -> book().profile(person));
  }

  @Override
  public Answer<Optional<Picture>> picture(Recipient chat) {
    return inGroup(chat, () -> book().picture(chat));
  }

  @Override
  public Answer<Profile> own() {
    return answer(() -> book().profile(self.get()));
  }

  @Override
  public Answer<Optional<Picture>> ownPicture() {
    return answer(() -> book().picture(self.get()));
  }

  @Override
  public Answer<Profile> change(ProfileChange change) {
    return answer(() -> book().put(self.get(), change.applyTo(book().profile(self.get()))));
  }

  @Override
  public Answer<Optional<Picture>> setPicture(
      Optional<Recipient.Group> group, Optional<Picture> picture) {
    if (group.isPresent()
        && groups.find(group.get()) instanceof Done<Group> found
        && found.value().onlyAdminsEdit()
        && isMember(found.value())) {
      return Answer.failed(Failure.NOT_ADMIN);
    }
    var shown = group.<Recipient>map(it -> it).orElseGet(self);
    return inGroup(
        shown,
        () -> {
          book().put(shown, picture);
          return picture;
        });
  }

  private boolean isMember(Group group) {
    return group.participants().stream()
        .anyMatch(it -> it.id().equals(self.get()) && it.role() == Group.Role.MEMBER);
  }

  @Override
  public Answer<List<Recipient>> list() {
    return answer(() -> book().blocked());
  }

  @Override
  public Answer<Recipient> change(Recipient person, boolean blocked) {
    return answer(
        () -> {
          book().block(person, blocked);
          return person;
        });
  }

  @Override
  public Answer<Integer> set(Recipient chat, int seconds) {
    return inGroup(
        chat,
        () -> {
          book().setTimer(chat, seconds);
          return seconds;
        });
  }

  @Override
  public Answer<Recipient> mark(Chat chat, ChatChange change) {
    return answer(
        () -> {
          book().mark(chat.id(), change);
          return chat.id();
        });
  }

  /** Groups of this network are closed to those who are not in them; others are not known to it. */
  private <T> Answer<T> inGroup(Recipient chat, Supplier<T> value) {
    return chat instanceof Recipient.Group group
            && groups.find(group) instanceof Failed<Group> failed
        ? Answer.failed(failed.why())
        : answer(value);
  }

  private <T> Answer<T> answer(Supplier<T> value) {
    return connected.getAsBoolean()
        ? new Done<>(value.get())
        : Answer.failed(Failure.NOT_CONNECTED);
  }
}
