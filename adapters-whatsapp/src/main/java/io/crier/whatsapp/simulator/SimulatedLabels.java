package io.crier.whatsapp.simulator;

import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Groups.Answer.Done;
import io.crier.application.sessions.Groups.Failure;
import io.crier.application.sessions.LabelChanged;
import io.crier.application.sessions.Labels;
import io.crier.domain.Refused;
import io.crier.domain.labels.Label;
import io.crier.domain.labels.LabelId;
import io.crier.domain.labels.LabelNews;
import io.crier.domain.labels.LabelProblem;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Recipient;
import io.crier.whatsapp.Scheduler;
import java.util.List;
import java.util.Optional;
import java.util.function.BooleanSupplier;
import java.util.function.Supplier;

/**
 * The labels of a simulated account, which its devices and its phone change.
 *
 * @param test whether the device is one of test keys, of which nothing is published
 */
record SimulatedLabels(
    Network network, Scheduler scheduler, boolean test, BooleanSupplier connected)
    implements Labels {

  @Override
  public Answer<List<Label>> list() {
    return answer(() -> book().all());
  }

  @Override
  public Answer<List<Label>> of(Recipient chat, Optional<Address> address) {
    return answer(() -> book().of(chat));
  }

  @Override
  public Answer<LabelId> change(
      Recipient chat, Optional<Address> address, LabelId label, boolean assigned) {
    if (connected.getAsBoolean() && book().find(label).isEmpty()) {
      return Answer.failed(Failure.REFUSED);
    }
    return answer(
        () -> {
          if (book().assign(label, chat, assigned) && !test) {
            tell(new LabelNews.Assigned(label, chat, assigned));
          }
          return label;
        });
  }

  @Override
  public Answer<List<Recipient>> chats(LabelId label) {
    return answer(() -> book().chats(label));
  }

  // The phone

  void save(Label label) {
    book().save(label);
    tell(new LabelNews.Updated(label));
  }

  void delete(LabelId label) {
    require(label);
    book().delete(label);
    tell(new LabelNews.Deleted(label));
  }

  void assignOnPhone(LabelId label, Recipient chat, boolean assigned) {
    require(label);
    if (book().assign(label, chat, assigned)) {
      tell(new LabelNews.Assigned(label, chat, assigned));
    }
  }

  private void require(LabelId label) {
    if (book().find(label).isEmpty()) {
      throw new Refused(LabelProblem.LABEL_NOT_FOUND);
    }
  }

  private void tell(LabelNews news) {
    network.receive(new LabelChanged(news, scheduler.now()));
  }

  private LabelBook book() {
    return network.labels();
  }

  private <T> Answer<T> answer(Supplier<T> value) {
    return connected.getAsBoolean()
        ? new Done<>(value.get())
        : Answer.failed(Failure.NOT_CONNECTED);
  }
}
