package io.crier.whatsapp.web;

import static java.util.stream.Collectors.toSet;

import io.crier.application.sessions.LabelSide;
import io.crier.domain.labels.Label;
import io.crier.domain.labels.LabelId;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.web.fake.FakeWhatsApp;
import java.util.Set;

/** What the holder of the fake WhatsApp's phone does with labels. */
record WebLabelSide(FakeWhatsApp whatsApp, EngineActivity activity, PhoneNumber linked)
    implements LabelSide {

  @Override
  public void save(SessionId session, Label label) {
    activity.expectEvents(1);
    whatsApp.appState().label(linked.value(), label.id().value(), label.name(), label.color());
  }

  @Override
  public void delete(SessionId session, LabelId label) {
    activity.expectEvents(1);
    whatsApp.appState().deleteLabel(linked.value(), label.value());
  }

  @Override
  public void assign(SessionId session, LabelId label, Recipient chat, boolean assigned) {
    activity.expectEvents(1);
    whatsApp.appState().assign(linked.value(), label.value(), Contents.address(chat), assigned);
  }

  @Override
  public Set<LabelId> of(SessionId session, Recipient chat) {
    return whatsApp.appState().labels(linked.value(), Contents.address(chat)).stream()
        .map(LabelId::new)
        .collect(toSet());
  }
}
