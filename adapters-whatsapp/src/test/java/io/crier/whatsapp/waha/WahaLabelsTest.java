package io.crier.whatsapp.waha;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.EngineLabelContract;
import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Groups.Failure;
import io.crier.application.sessions.InMemoryKeyring;
import io.crier.application.sessions.LabelChanged;
import io.crier.application.sessions.Labels;
import io.crier.domain.labels.Label;
import io.crier.domain.labels.LabelId;
import io.crier.domain.labels.LabelNews;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Recipient;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

/** What only {@code waha} does with labels; the rest is in {@link EngineLabelContract}. */
class WahaLabelsTest {

  private static final Label PAID = EngineLabelContract.PAID;
  private static final Recipient THEM = WahaFixture.THEM;
  private static final Instant NOW = Instant.parse("2026-11-29T05:00:00Z");

  private final WahaFixture fixture = new WahaFixture();
  private final FakeWahaLabels phone = fixture.waha.labels();

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void namesAChatByItsAddress() {
    var hidden = Recipient.parse("172451543687320@lid");
    var labels = labels();
    phone.save(WahaFixture.SESSION, PAID);

    labels.change(THEM, Optional.of(new Address(hidden.text())), PAID.id(), true);

    assertThat(phone.of(WahaFixture.SESSION, hidden)).containsExactly(PAID.id());
    assertThat(labels.of(THEM, Optional.of(new Address(hidden.text()))))
        .isEqualTo(new Answer.Done<>(List.of(PAID)));
  }

  @Test
  void readsIdsOfChatsThatAreObjects() {
    var labels = labels();
    phone.save(WahaFixture.SESSION, PAID);
    phone.assign(WahaFixture.SESSION, PAID.id(), THEM, true);
    phone.showIdsAsObjects();

    assertThat(labels.chats(PAID.id())).isEqualTo(new Answer.Done<>(List.of(THEM)));
  }

  @Test
  void isRefusedWhatThisEngineOfWahaCannotDo() {
    var labels = labels();
    phone.refuse(501);

    assertThat(labels.list()).isEqualTo(Answer.failed(Failure.REFUSED));
    assertThat(labels.change(THEM, Optional.empty(), PAID.id(), true))
        .isEqualTo(Answer.failed(Failure.REFUSED));
  }

  @Test
  void doesNotKnowWhetherAChangeWasMadeThatWahaFailedAt() {
    var labels = labels();
    phone.refuse(500);

    assertThat(labels.change(THEM, Optional.empty(), PAID.id(), true))
        .isEqualTo(Answer.failed(Failure.NO_ANSWER));
  }

  @Test
  void ignoresPostsWithoutALabelOrAChat() {
    assertThat(read("label.upsert", "{}")).isEmpty();
    assertThat(read("label.deleted", "{'id':{'x':1}}")).isEmpty();
    assertThat(read("label.chat.added", "{'labelId':'4'}")).isEmpty();
    assertThat(read("label.chat.added", "{'labelId':'4','chatId':'status@broadcast'}")).isEmpty();
    assertThat(read("label.chat.deleted", "{'chatId':'966507654321@c.us'}")).isEmpty();
  }

  @Test
  void answersWahaOnceAChangeIsDurable() {
    var events = new ArrayList<Event>();
    var identity =
        new Engine.Identity(WahaFixture.SESSION, WahaFixture.ACCOUNT, FakeWaha.SETTINGS, false);
    fixture.engine.open(identity, new InMemoryKeyring(), events::add);

    var answer =
        fixture.engine.accept(
            WahaFixture.SESSION,
            WahaFixture.json("{\"event\":\"label.deleted\",\"payload\":{\"id\":\"4\"}}"));
    fixture.time.settle();

    assertThat(answer).isNotDone();
    events.stream()
        .filter(LabelChanged.class::isInstance)
        .forEach(it -> ((LabelChanged) it).kept().run());
    assertThat(answer).isCompletedWithValue(true);
  }

  @Test
  void shortensLongNamesAndRepairsThem() {
    var name = "a\\u0000" + "😀".repeat(200);

    assertThat(read("label.upsert", "{'id':4,'name':'" + name + "','color':-1}"))
        .get()
        .extracting(LabelChanged::news)
        .isEqualTo(
            new LabelNews.Updated(new Label(new LabelId("4"), "a\uFFFD" + "😀".repeat(98), 0)));
  }

  private Labels labels() {
    return fixture.linked().connection().labels().orElseThrow();
  }

  private static Optional<LabelChanged> read(String event, String payload) {
    return WahaLabels.read(event, WahaFixture.json(payload.replace('\'', '"')), NOW);
  }
}
