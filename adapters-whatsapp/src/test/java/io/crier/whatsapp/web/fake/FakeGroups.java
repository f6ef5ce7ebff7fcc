package io.crier.whatsapp.web.fake;

import java.util.List;
import java.util.stream.Stream;

/** What people do with groups on their phones. */
public final class FakeGroups {

  private final FakeWhatsApp lock;
  private final Directory directory;
  private final GroupQueries queries;

  FakeGroups(FakeWhatsApp lock, Directory directory, GroupQueries queries) {
    this.lock = lock;
    this.directory = directory;
    this.queries = queries;
  }

  /** The first of these people creates a group; returns its address. */
  public String create(String subject, String... numbers) {
    synchronized (lock) {
      var people = Stream.of(numbers).map(directory::person).toList();
      return queries.create(subject, people).jid;
    }
  }

  /** An admin does this to somebody: add, remove, promote or demote. */
  public void change(String group, String by, String action, String number) {
    synchronized (lock) {
      queries.change(
          directory.group(group).orElseThrow(),
          directory.person(by),
          action,
          List.of(directory.person(number)));
    }
  }

  /** How often clients have asked who is in a group. */
  public int lookups() {
    synchronized (lock) {
      return queries.lookups;
    }
  }
}
