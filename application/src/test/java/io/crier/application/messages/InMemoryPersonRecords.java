package io.crier.application.messages;

import static java.util.stream.Collectors.toSet;

import io.crier.application.events.InMemoryEvents;
import io.crier.application.events.Published;
import io.crier.application.notifications.InMemoryNotifications;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaId;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Contact;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Forgetting;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Recipient;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** What the in-memory ports know about people; events and messages in one step each. */
public final class InMemoryPersonRecords implements PersonRecords {

  private static final Set<MessageStatus> UNDER_WAY =
      Set.of(MessageStatus.SCHEDULED, MessageStatus.QUEUED, MessageStatus.SENDING);

  private final MessageRows messages;
  private final InMemoryContacts contacts;
  private final InMemoryMemberReceipts receipts;
  private final InMemoryEvents events;
  private final InMemoryNotifications notifications;

  public InMemoryPersonRecords(
      InMemoryMessages messages,
      InMemoryContacts contacts,
      InMemoryMemberReceipts receipts,
      InMemoryEvents events,
      InMemoryNotifications notifications) {
    this.messages = messages.messages;
    this.contacts = contacts;
    this.receipts = receipts;
    this.events = events;
    this.notifications = notifications;
  }

  @Override
  public Set<Recipient> names(AccountId account, Recipient named) {
    var names = new HashSet<Recipient>(Set.of(named));
    while (names.addAll(
        contacts.of(account).stream()
            .map(InMemoryPersonRecords::names)
            .filter(its -> its.stream().anyMatch(names::contains))
            .flatMap(Set::stream)
            .collect(toSet()))) {
      // Until no contact has a name that is not among them.
    }
    return Set.copyOf(names);
  }

  private static Set<Recipient> names(Contact contact) {
    var address = contact.address().map(Address::value).filter(Recipient::isHidden);
    return Stream.of(
            Stream.of(contact.recipient()),
            contact.also().stream().map(Recipient.Phone::new),
            address.stream().map(Recipient::parse),
            contact.address().flatMap(Address::number).stream().map(Recipient.Phone::new))
        .<Recipient>flatMap(it -> it)
        .collect(toSet());
  }

  @Override
  public boolean isWrittenTo(AccountId account, Set<Recipient> names, boolean own) {
    return with(account, names).anyMatch(it -> isUnderWay(it) && (own || !it.priority().isOwn()));
  }

  private Stream<Message> with(AccountId account, Set<Recipient> names) {
    return of(account).filter(it -> names.contains(it.peer()));
  }

  /** The oldest first. */
  private Stream<Message> of(AccountId account) {
    return messages.all().reversed().stream()
        .map(MessageRow::message)
        .filter(it -> it.account().equals(account));
  }

  private static boolean isUnderWay(Message message) {
    return UNDER_WAY.contains(message.status());
  }

  @Override
  public Deleted deleteMessages(AccountId account, Set<Recipient> names, int limit) {
    var ended =
        of(account)
            .filter(it -> names.contains(it.peer()) || isStoryOf(it, names))
            .filter(it -> !isUnderWay(it))
            .limit(limit)
            .toList();
    var about =
        ended.stream().flatMap(it -> events.about(account, it.id(), 1_000).stream()).toList();
    var deliveries = events.remove(about);
    ended.forEach(it -> messages.remove(it.id()));
    var files = ended.stream().flatMap(InMemoryPersonRecords::file).collect(toSet());
    return new Deleted(ended.size(), about.size(), deliveries, files);
  }

  private static boolean isStoryOf(Message message, Set<Recipient> people) {
    return message.peer() instanceof Recipient.Stories
        && message.content().context().author().filter(people::contains).isPresent();
  }

  private static Stream<MediaId> file(Message message) {
    return message.content() instanceof Content.Media media
        ? Stream.of(media.file().id())
        : Stream.empty();
  }

  @Override
  public int deleteNotifications(AccountId account, Set<Recipient> names, int limit) {
    return notifications.remove(account, names, limit);
  }

  @Override
  public Mentions forgetMentions(
      AccountId account, Set<Recipient> names, Optional<MessageId> after, int limit) {
    var page = page(account, after, limit);
    var changed =
        page.stream()
            .filter(it -> !isUnderWay(it))
            .filter(it -> !Forgetting.of(it, names).equals(it))
            .toList();
    for (var it : changed) {
      messages.put(messages.get(it.id()).orElseThrow().with(Forgetting.of(it, names).content()));
    }
    var removed = page.stream().mapToInt(it -> receipts.remove(it.id(), names)).sum();
    return new Mentions(changed.size(), removed, end(page, limit));
  }

  private List<Message> page(AccountId account, Optional<MessageId> after, int limit) {
    return of(account)
        .filter(
            it -> after.filter(last -> MessageRows.NEWEST.compare(it.id(), last) >= 0).isEmpty())
        .limit(limit)
        .toList();
  }

  private static Optional<MessageId> end(List<Message> page, int limit) {
    return page.size() < limit ? Optional.empty() : Optional.of(page.getLast().id());
  }

  @Override
  public Told deleteEvents(AccountId account, Set<Recipient> names, long after, int limit) {
    var page = events.after(account, after, limit);
    var telling = page.stream().filter(it -> tells(it, names)).toList();
    return new Told(
        telling.size(),
        events.remove(telling),
        page.isEmpty() ? Optional.empty() : Optional.of(page.getLast().sequence()));
  }

  /** Records show what they consist of. */
  private static boolean tells(Published published, Set<Recipient> names) {
    var shown = published.event().toString();
    return names.stream().anyMatch(it -> shown.contains("=" + it.text() + "]"));
  }

  /** They follow from messages. */
  @Override
  public int deleteChats(AccountId account, Set<Recipient> names) {
    return 0;
  }

  @Override
  public int deleteContacts(AccountId account, Set<Recipient> names) {
    var theirs =
        contacts.of(account).stream()
            .filter(it -> names(it).stream().anyMatch(names::contains))
            .toList();
    theirs.forEach(it -> contacts.remove(new Contacts.Key(it.session(), it.recipient())));
    return theirs.size();
  }

  @Override
  public Uses uses(
      AccountId account, Collection<MediaId> files, Optional<MessageId> after, int limit) {
    var page = page(account, after, limit);
    return new Uses(
        page.stream().flatMap(InMemoryPersonRecords::file).filter(files::contains).collect(toSet()),
        end(page, limit));
  }
}
