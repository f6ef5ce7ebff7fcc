package io.crier.whatsapp.simulator;

import com.fasterxml.jackson.databind.json.JsonMapper;
import io.crier.domain.groups.Group;
import io.crier.domain.groups.Group.Participant;
import io.crier.domain.groups.Group.Role;
import io.crier.domain.groups.GroupInvite;
import io.crier.domain.messages.Recipient;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Instant;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/** The groups of one simulated network, in a file that survives any end of the server. */
final class GroupBook {

  private static final JsonMapper JSON = new JsonMapper();

  /** A group, and the invite that is valid now. */
  record Entry(Group group, GroupInvite invite) {

    Entry with(Group other) {
      return new Entry(other, invite);
    }

    Optional<Role> roleOf(Recipient person) {
      return group.participants().stream()
          .filter(it -> it.id().equals(person))
          .map(Participant::role)
          .findFirst();
    }
  }

  private final Path file;
  private Map<Recipient.Group, Entry> entries;

  GroupBook(Path file) {
    this.file = file;
  }

  synchronized Optional<Entry> find(Recipient.Group id) {
    return Optional.ofNullable(entries().get(id));
  }

  synchronized Optional<Entry> find(GroupInvite invite) {
    return all().filter(it -> it.invite().equals(invite)).findFirst();
  }

  synchronized List<Group> of(Recipient member) {
    return all().filter(it -> it.roleOf(member).isPresent()).map(Entry::group).toList();
  }

  synchronized void save(Entry entry) {
    entries().put(entry.group().id(), entry);
    var draft = file.resolveSibling(file.getFileName() + ".new");
    try {
      Files.write(draft, JSON.writeValueAsBytes(all().map(Form::of).toList()));
      Files.move(draft, file, StandardCopyOption.ATOMIC_MOVE);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  private Stream<Entry> all() {
    return entries().values().stream();
  }

  private Map<Recipient.Group, Entry> entries() {
    if (entries == null) {
      var read = new LinkedHashMap<Recipient.Group, Entry>();
      try {
        if (Files.exists(file)) {
          for (var form : JSON.readValue(file.toFile(), Form[].class)) {
            var entry = form.toEntry();
            read.put(entry.group().id(), entry);
          }
        }
      } catch (IOException e) {
        throw new UncheckedIOException(e);
      }
      entries = read;
    }
    return entries;
  }

  private record Form(
      String id,
      String subject,
      String description,
      String owner,
      String createdAt,
      boolean onlyAdminsSend,
      boolean onlyAdminsEdit,
      Map<String, Role> participants,
      String invite) {

    static Form of(Entry entry) {
      var group = entry.group();
      var participants = new LinkedHashMap<String, Role>();
      group.participants().forEach(it -> participants.put(it.id().text(), it.role()));
      return new Form(
          group.id().text(),
          group.subject(),
          group.description().orElse(null),
          group.owner().map(Recipient::text).orElse(null),
          group.createdAt().map(Instant::toString).orElse(null),
          group.onlyAdminsSend(),
          group.onlyAdminsEdit(),
          participants,
          entry.invite().code());
    }

    Entry toEntry() {
      return new Entry(
          new Group(
              new Recipient.Group(id),
              subject,
              Optional.ofNullable(description),
              Optional.ofNullable(owner).map(Recipient::parse),
              Optional.ofNullable(createdAt).map(Instant::parse),
              onlyAdminsSend,
              onlyAdminsEdit,
              participants.entrySet().stream()
                  .map(it -> Participant.of(Recipient.parse(it.getKey()), it.getValue()))
                  .toList()),
          new GroupInvite(invite));
    }
  }
}
