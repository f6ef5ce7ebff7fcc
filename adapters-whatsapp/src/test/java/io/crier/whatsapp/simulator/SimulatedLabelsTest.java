package io.crier.whatsapp.simulator;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static io.crier.domain.labels.LabelProblem.LABEL_NOT_FOUND;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.InMemoryKeyring;
import io.crier.application.sessions.LabelChanged;
import io.crier.domain.labels.Label;
import io.crier.domain.labels.LabelId;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is particular to labels in the simulator; the rest is in the contract of all engines. */
class SimulatedLabelsTest {

  private static final LabelId PAID = new LabelId("4");

  @TempDir Path folder;
  private SimulatorFixture fixture;

  @BeforeEach
  void begin() {
    fixture = new SimulatorFixture(folder);
  }

  @Test
  void reportsNothingOfWhatTestKeysDo() {
    var link = fixture.linked();
    List<Event> ofTests = new ArrayList<>();
    var labels = openTest(ofTests).labels().orElseThrow();

    labels.change(SimulatorFixture.THEM, Optional.empty(), PAID, true);
    fixture.settle();

    assertThat(labels.chats(PAID)).isEqualTo(new Answer.Done<>(List.of(SimulatorFixture.THEM)));
    assertThat(link.events(LabelChanged.class)).isEmpty();
    assertThat(ofTests).doesNotHaveAnyElementsOfTypes(LabelChanged.class);
  }

  @Test
  void beginsWithTheLabelsOfEveryBusiness() {
    var book = new LabelBook();

    assertThat(book.all()).extracting(Label::name).contains("New customer", "Paid").hasSize(5);
  }

  @Test
  void limitsHowManyLabelsThereAre() {
    var book = new LabelBook();
    for (var i = book.all().size(); i < 100; i++) {
      book.save(new Label(new LabelId("x" + i), "Label " + i, 0));
    }

    assertRefused(INVALID_REQUEST, () -> book.save(new Label(new LabelId("y"), "One more", 0)));
    book.save(new Label(PAID, "Settled", 0));
    assertThat(book.find(PAID)).get().extracting(Label::name).isEqualTo("Settled");
  }

  @Test
  void refusesUnknownLabelsOnThePhone() {
    fixture.linked();
    var phone = fixture.simulator().labels(SimulatorFixture.SESSION);

    assertRefused(LABEL_NOT_FOUND, () -> phone.delete(new LabelId("9")));
    assertRefused(
        LABEL_NOT_FOUND, () -> phone.assignOnPhone(new LabelId("9"), SimulatorFixture.THEM, true));
  }

  private Engine.Connection openTest(List<Event> events) {
    return fixture
        .simulator()
        .open(
            new Engine.Identity(SimulatorFixture.SESSION, SimulatorFixture.ACCOUNT, Map.of(), true),
            new InMemoryKeyring(),
            events::add);
  }
}
