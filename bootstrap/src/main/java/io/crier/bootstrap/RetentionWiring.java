package io.crier.bootstrap;

import io.crier.application.AnswerOnce;
import io.crier.application.Replays;
import io.crier.application.UnitOfWork;
import io.crier.application.audit.AuditLog;
import io.crier.application.events.Outbox;
import io.crier.application.media.MediaStore;
import io.crier.application.messages.PersonRecords;
import io.crier.application.phones.DeletePhone;
import io.crier.application.phones.Phones;
import io.crier.application.retention.ForgetOld;
import io.crier.application.retention.ForgetPerson;
import io.crier.application.retention.OldRecords;
import io.crier.application.retention.Retention;
import io.crier.application.sessions.Sessions;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.List;

/** Wires how long records are kept. */
@ApplicationScoped
public class RetentionWiring {

  @Produces
  @Singleton
  ForgetPerson forgetPerson(
      PersonRecords records,
      Sessions sessions,
      Phones phones,
      DeletePhone deletePhone,
      MediaStore media,
      UnitOfWork unitOfWork) {
    return new ForgetPerson(records, sessions, phones, deletePhone, media, unitOfWork);
  }

  @Produces
  @Singleton
  ForgetOld forgetOld(
      OldRecords oldRecords,
      Outbox outbox,
      AuditLog auditLog,
      Replays replays,
      RetentionConfiguration keep,
      UnitOfWork unitOfWork,
      InstantSource clock) {
    return new ForgetOld(
        List.of(
            new Retention(keep.messages(), oldRecords::forgetMessages),
            new Retention(keep.contacts(), oldRecords::forgetContacts),
            new Retention(keep.events(), outbox::forget),
            new Retention(keep.notifications(), oldRecords::forgetNotifications),
            new Retention(keep.posts(), oldRecords::forgetPosts),
            new Retention(keep.audit(), auditLog::forget),
            new Retention(AnswerOnce.KEPT_FOR, replays::forget)),
        unitOfWork,
        clock);
  }
}
