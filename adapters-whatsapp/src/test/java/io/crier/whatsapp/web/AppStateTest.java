package io.crier.whatsapp.web;

import static io.crier.application.sessions.EngineFixture.OURS;
import static io.crier.application.sessions.EngineFixture.THEIRS;
import static io.crier.application.sessions.EngineFixture.THEM;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Groups.Failure;
import io.crier.application.sessions.LabelChanged;
import io.crier.application.sessions.Labels;
import io.crier.domain.chats.ChatChange;
import io.crier.domain.labels.Label;
import io.crier.domain.labels.LabelId;
import io.crier.domain.labels.LabelNews;
import io.crier.domain.profiles.Profile;
import io.crier.domain.profiles.ProfileChange;
import io.crier.whatsapp.web.fake.FakeAppState;
import io.crier.whatsapp.web.fake.FakeWhatsApp;
import io.crier.whatsapp.web.fake.InboundMessage;
import io.crier.whatsapp.web.fake.InboundMessage.Sender;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Tests what linked devices share with the phone: labels, marks of chats and the own name. */
class AppStateTest {

  private static final Label PAID = new Label(new LabelId("1"), "Paid", 3);
  private static final Label OPEN = new Label(new LabelId("2"), "Open", 5);
  private static final String CHAT = THEIRS.digits() + "@s.whatsapp.net";
  private static final long LONG_AGO = 1_700_000_000;
  private static final String STORED = "app-state/regular";

  @TempDir Path folder;
  private LinkedDeviceFixture device;
  private FakeAppState phone;

  @BeforeEach
  void start() {
    device = new LinkedDeviceFixture(folder);
    phone = device.whatsApp().appState();
  }

  @AfterEach
  void stop() {
    assertThat(phone.refusals()).isEmpty();
    device.close();
  }

  // labels

  @Test
  void listsWhatWasLabelledBeforeItWasLinkedAndReportsNothingOfIt() {
    save(PAID);
    assign(PAID, CHAT);
    link();

    assertThat(labels().list()).isEqualTo(done(List.of(PAID)));
    assertThat(labels().chats(PAID.id())).isEqualTo(done(List.of(THEM)));
    save(OPEN);

    assertThat(nextNews()).isEqualTo(new LabelNews.Updated(OPEN));
  }

  @Test
  void reportsWhatWasLabelledWhileItWasAway() {
    link();
    save(PAID);
    storedAt(1);

    end();
    save(OPEN);
    assign(PAID, CHAT);
    assign(OPEN, CHAT);
    phone.assign(OURS.value(), PAID.id().value(), CHAT, false);
    device.reopen();

    assertThat(nextNews()).isEqualTo(new LabelNews.Updated(OPEN));
    assertThat(nextNews()).isEqualTo(new LabelNews.Assigned(PAID.id(), THEM, true));
    assertThat(nextNews()).isEqualTo(new LabelNews.Assigned(OPEN.id(), THEM, true));
    assertThat(nextNews()).isEqualTo(new LabelNews.Assigned(PAID.id(), THEM, false));
    assertThat(labels().of(THEM, Optional.empty())).isEqualTo(done(List.of(OPEN)));
  }

  @Test
  void assignsLabelAlthoughAnotherDeviceIsFaster() {
    link();
    save(PAID);
    phone.conflict(1);

    assertThat(labels().change(THEM, Optional.empty(), PAID.id(), true)).isEqualTo(done(PAID.id()));

    assertThat(phone.labels(OURS.value(), CHAT)).containsExactly(PAID.id().value());
  }

  @Test
  void givesUpAssigningWhileOtherDevicesAreAlwaysFaster() {
    link();
    save(PAID);
    phone.conflict(100);

    assertThat(labels().change(THEM, Optional.empty(), PAID.id(), true))
        .isEqualTo(Answer.failed(Failure.NO_ANSWER));

    assertThat(phone.labels(OURS.value(), CHAT)).isEmpty();
    phone.conflict(0);
    assertThat(labels().change(THEM, Optional.empty(), PAID.id(), true)).isEqualTo(done(PAID.id()));
  }

  @Test
  void startsFromTheBeginningIfItsStateIsNotThatOfWhatsApp() {
    link();
    save(PAID);
    storedAt(1);
    end();
    keep(stored().replace(version(1), version(7)));
    save(OPEN);
    device.reopen();

    assertThat(nextNews()).isEqualTo(new LabelNews.Updated(OPEN));
    assertThat(labels().change(THEM, Optional.empty(), PAID.id(), true)).isEqualTo(done(PAID.id()));
    assertThat(phone.labels(OURS.value(), CHAT)).containsExactly(PAID.id().value());
  }

  @Test
  void startsFromTheBeginningIfASignatureDoesNotMatch() {
    link();
    save(PAID);
    var before = storedAt(1);
    save(OPEN);
    storedAt(2);
    end();
    // What the last patch has added is missing.
    keep(before.replace(version(1), version(2)));
    assign(PAID, CHAT);
    device.reopen();

    assertThat(nextNews()).isEqualTo(new LabelNews.Updated(OPEN));
    assertThat(nextNews()).isEqualTo(new LabelNews.Assigned(PAID.id(), THEM, true));
  }

  @Test
  void reportsTheRemovalOfAnAssignment() {
    link();
    save(PAID);
    assign(PAID, CHAT);
    assertThat(nextNews()).isEqualTo(new LabelNews.Updated(PAID));
    assertThat(nextNews()).isEqualTo(new LabelNews.Assigned(PAID.id(), THEM, true));

    phone.forgetAssignment(OURS.value(), PAID.id().value(), CHAT);

    assertThat(nextNews()).isEqualTo(new LabelNews.Assigned(PAID.id(), THEM, false));
    assertThat(labels().chats(PAID.id())).isEqualTo(done(List.of()));
  }

  @Test
  void knowsChatsThatThePhoneNamesByHiddenIds() {
    link();
    device.receive(InboundMessage.text("hi").from(Sender.LID));
    var hidden = FakeWhatsApp.lid(THEIRS.value());
    save(PAID);
    save(OPEN);
    assign(PAID, hidden);
    assertThat(nextNews()).isEqualTo(new LabelNews.Updated(PAID));
    assertThat(nextNews()).isEqualTo(new LabelNews.Updated(OPEN));
    assertThat(nextNews()).isEqualTo(new LabelNews.Assigned(PAID.id(), THEM, true));

    assertThat(labels().of(THEM, Optional.empty())).isEqualTo(done(List.of(PAID)));
    labels().change(THEM, Optional.empty(), OPEN.id(), true);
    labels().change(THEM, Optional.empty(), PAID.id(), false);

    assertThat(phone.labels(OURS.value(), hidden)).isEqualTo(Set.of(OPEN.id().value()));
  }

  @Test
  void refusesToAssignAnUnknownLabel() {
    link();

    assertThat(labels().change(THEM, Optional.empty(), PAID.id(), true))
        .isEqualTo(Answer.failed(Failure.REFUSED));
  }

  // marks of chats

  @Test
  void reportsHowThePhoneMarksChats() {
    link();

    phone.archive(OURS.value(), CHAT, true);
    assertThat(nextMarks()).isEqualTo(marks(null, true, null, null));
    phone.mute(OURS.value(), CHAT, -1);
    assertThat(nextMarks()).isEqualTo(marks(null, null, true, null));
    phone.unmute(OURS.value(), CHAT);
    assertThat(nextMarks()).isEqualTo(marks(null, null, false, null));
    phone.mute(OURS.value(), CHAT, 1_000);
    assertThat(nextMarks()).as("already over").isEqualTo(marks(null, null, false, null));
    phone.pin(OURS.value(), CHAT, true);
    assertThat(nextMarks()).isEqualTo(marks(null, null, null, true));
    phone.markRead(OURS.value(), CHAT, true, LONG_AGO);
    assertThat(nextMarks()).isEqualTo(marks(true, null, null, null));
    phone.markRead(OURS.value(), CHAT, false, LONG_AGO);
    assertThat(nextMarks()).isEqualTo(marks(false, null, null, null));
  }

  @Test
  void knowsHowChatsWereMarkedBeforeItWasLinkedExceptWhetherTheyAreRead() {
    phone.markRead(OURS.value(), CHAT, true, LONG_AGO);
    phone.archive(OURS.value(), CHAT, true);
    device.linked();

    assertThat(nextMarks()).isEqualTo(marks(null, true, null, null));
  }

  @Test
  void doesNotTakeForReadWhatArrivedAfterwards() {
    link();
    device.receive(InboundMessage.text("are you there?"));

    phone.markRead(OURS.value(), CHAT, true, LONG_AGO);
    phone.pin(OURS.value(), CHAT, true);

    assertThat(nextMarks()).isEqualTo(marks(null, null, null, true));
  }

  private ChatChange nextMarks() {
    var changed = device.await(Event.ChatChanged.class);
    assertThat(changed.chat()).isEqualTo(THEM);
    return changed.change();
  }

  private static ChatChange marks(Boolean read, Boolean archived, Boolean muted, Boolean pinned) {
    return new ChatChange(
        Optional.ofNullable(read),
        Optional.ofNullable(archived),
        Optional.ofNullable(muted),
        Optional.ofNullable(pinned));
  }

  // the own name

  @Test
  void changesTheNameThatThePhoneShows() {
    link();
    var profiles = device.connection.profiles().orElseThrow();

    profiles.change(new ProfileChange(Optional.of("الباب الأزرق"), Optional.empty()));

    assertThat(phone.name(OURS.value())).contains("الباب الأزرق");
  }

  @Test
  void knowsTheNameThatThePhoneHasGiven() {
    phone.rename(OURS.value(), "Blue Door");
    link();

    device.fixture.await("the name is known", () -> name().equals(Optional.of("Blue Door")));
    phone.rename(OURS.value(), "Red Door");

    device.fixture.await("the new name is known", () -> name().equals(Optional.of("Red Door")));
  }

  /** What is there already is no news. */
  private void link() {
    device.linked();
    stored();
  }

  private Optional<String> name() {
    var own = device.connection.profiles().orElseThrow().own();
    return ((Answer.Done<Profile>) own).value().name();
  }

  private void save(Label label) {
    phone.label(OURS.value(), label.id().value(), label.name(), label.color());
  }

  private void assign(Label label, String chat) {
    phone.assign(OURS.value(), label.id().value(), chat, true);
  }

  private Labels labels() {
    return device.connection.labels().orElseThrow();
  }

  private LabelNews nextNews() {
    return device.await(LabelChanged.class).news();
  }

  private static <T> Answer<T> done(T value) {
    return new Answer.Done<>(value);
  }

  private String stored() {
    device.fixture.await("the state is stored", () -> device.keys.get(STORED).isPresent());
    return new String(device.keys.get(STORED).orElseThrow(), UTF_8);
  }

  private String storedAt(int version) {
    device.fixture.await(
        "version %d is stored".formatted(version), () -> stored().contains(version(version)));
    return stored();
  }

  private static String version(int version) {
    return "\"version\":%d,".formatted(version);
  }

  /** The process ends, and nothing is left of what it has told. */
  private void end() {
    device.fixture.killProcess();
    device.await(Event.Lost.class);
    device.events.clear();
  }

  private void keep(String state) {
    device.keys.put(Map.of(STORED, state.getBytes(UTF_8)));
  }
}
