package io.crier.application.retention;

import static io.crier.domain.chats.ChatProblem.CONTACT_IS_WRITTEN_TO;
import static io.crier.domain.chats.ChatProblem.NUMBER_OF_SESSION;
import static io.crier.domain.messages.MessageProblem.INVALID_RECIPIENT;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.application.media.MediaStore;
import io.crier.application.messages.PersonRecords;
import io.crier.application.phones.DeletePhone;
import io.crier.application.phones.Phones;
import io.crier.application.sessions.Sessions;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.media.MediaId;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Recipient;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/**
 * Forgets a person in all records of an account, in steps short enough not to block others. It can
 * be repeated, also after it was interrupted.
 */
public final class ForgetPerson {

  private static final Logger LOG = System.getLogger(ForgetPerson.class.getName());

  private static final int MOST_DELETED = 200;
  private static final int MOST_LOOKED_AT = 1_000;

  private final PersonRecords records;
  private final Sessions sessions;
  private final Phones phones;
  private final DeletePhone deletePhone;
  private final MediaStore media;
  private final UnitOfWork unitOfWork;

  public ForgetPerson(
      PersonRecords records,
      Sessions sessions,
      Phones phones,
      DeletePhone deletePhone,
      MediaStore media,
      UnitOfWork unitOfWork) {
    this.records = records;
    this.sessions = sessions;
    this.phones = phones;
    this.deletePhone = deletePhone;
    this.media = media;
    this.unitOfWork = unitOfWork;
  }

  /**
   * How much was deleted.
   *
   * @param mentions messages of others that do not name the person any more
   */
  public record Forgotten(
      int messages,
      int mentions,
      int receipts,
      int events,
      int deliveries,
      int notifications,
      int chats,
      int contacts,
      int phones,
      int files) {}

  /** Refused while messages to the person are under way. */
  public Forgotten forget(Actor actor, Recipient named) {
    actor.requireWholeAccount(Role.ADMIN);
    if (named instanceof Recipient.Group) {
      throw new Refused(INVALID_RECIPIENT);
    }
    var account = actor.accountId();
    var names =
        unitOfWork.execute(
            () -> {
              var all = records.names(account, named);
              requireForgettable(account, all, false);
              return all;
            });
    return new Work(account, names).run(actor);
  }

  private void requireForgettable(AccountId account, Set<Recipient> names, boolean own) {
    for (var name : names) {
      if (name instanceof Recipient.Phone phone
          && sessions.find(account, phone.number()).isPresent()) {
        throw new Refused(NUMBER_OF_SESSION);
      }
    }
    if (records.isWrittenTo(account, names, own)) {
      throw new Refused(CONTACT_IS_WRITTEN_TO);
    }
  }

  /** Forgets one person. */
  private final class Work {

    private final AccountId account;
    private final Set<Recipient> names;
    private final Set<MediaId> files = new HashSet<>();
    private int messages;
    private int mentions;
    private int receipts;
    private int events;
    private int deliveries;

    Work(AccountId account, Set<Recipient> names) {
      this.account = account;
      this.names = names;
    }

    Forgotten run(Actor actor) {
      var deletedPhones = deletePhones(actor);
      deleteMessages();
      var notifications = deleteNotifications();
      forgetMentions();
      deleteEvents();
      // Last, as they lead to all the names if this has to be repeated.
      var chats = new int[1];
      var contacts =
          unitOfWork.execute(
              () -> {
                requireForgettable(account, names, true);
                chats[0] = records.deleteChats(account, names);
                return records.deleteContacts(account, names);
              });
      return new Forgotten(
          messages,
          mentions,
          receipts,
          events,
          deliveries,
          notifications,
          chats[0],
          contacts,
          deletedPhones,
          deleteFiles());
    }

    private int deletePhones(Actor actor) {
      var deleted = 0;
      for (var name : names) {
        if (name instanceof Recipient.Phone phone
            && unitOfWork.execute(() -> phones.find(account, phone.number())).isPresent()) {
          deletePhone.delete(actor, phone.number());
          deleted++;
        }
      }
      return deleted;
    }

    private void deleteMessages() {
      PersonRecords.Deleted step;
      do {
        step = unitOfWork.execute(() -> records.deleteMessages(account, names, MOST_DELETED));
        messages += step.messages();
        events += step.events();
        deliveries += step.deliveries();
        files.addAll(step.files());
      } while (step.messages() > 0);
    }

    private int deleteNotifications() {
      var deleted = 0;
      int step;
      do {
        step = unitOfWork.execute(() -> records.deleteNotifications(account, names, MOST_DELETED));
        deleted += step;
      } while (step > 0);
      return deleted;
    }

    private void forgetMentions() {
      var after = Optional.<MessageId>empty();
      do {
        var from = after;
        var step =
            unitOfWork.execute(() -> records.forgetMentions(account, names, from, MOST_LOOKED_AT));
        mentions += step.messages();
        receipts += step.receipts();
        after = step.end();
      } while (after.isPresent());
    }

    private void deleteEvents() {
      var after = Optional.of(0L);
      while (after.isPresent()) {
        var from = after.get();
        var step =
            unitOfWork.execute(() -> records.deleteEvents(account, names, from, MOST_LOOKED_AT));
        events += step.events();
        deliveries += step.deliveries();
        after = step.end();
      }
    }

    /** Those that nobody else has sent or received; a file may have been forwarded. */
    private int deleteFiles() {
      var after = Optional.<MessageId>empty();
      do {
        if (files.isEmpty()) {
          return 0;
        }
        var from = after;
        var step = unitOfWork.execute(() -> records.uses(account, files, from, MOST_LOOKED_AT));
        files.removeAll(step.files());
        after = step.end();
      } while (after.isPresent());
      files.forEach(this::delete);
      return files.size();
    }

    private void delete(MediaId file) {
      try {
        media.forget(account, file);
      } catch (IOException | RuntimeException e) {
        LOG.log(Level.WARNING, "a file of a forgotten person is kept until it is old", e);
      }
    }
  }
}
