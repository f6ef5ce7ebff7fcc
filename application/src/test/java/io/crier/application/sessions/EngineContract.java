package io.crier.application.sessions;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaId;
import io.crier.domain.media.MediaKind;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.MessageStatus;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.Test;

/** What every {@link Engine} promises, the fakes and the real ones. */
public interface EngineContract {

  SessionId SESSION = SessionId.next(Instant.parse("2026-11-21T10:00:00Z"));
  AccountId ACCOUNT = AccountId.next(Instant.parse("2026-11-21T10:00:00Z"));
  PhoneNumber OURS = new PhoneNumber("+966501234567");
  PhoneNumber THEIRS = new PhoneNumber("+966507654321");
  Recipient THEM = new Recipient.Phone(THEIRS);
  WhatsAppId ID = new WhatsAppId("3EB0C431C26A1916E07E");
  Content.Text HELLO = new Content.Text("أهلا, عساك بخير؟");

  Engine engine();

  /** The settings that a session of this engine requires. */
  default Map<String, String> settings() {
    return Map.of();
  }

  /** The refusals that the engine can distinguish. */
  default Set<Fault> refusals() {
    return Set.of(Fault.RECIPIENT_REFUSED, Fault.RESTRICTED);
  }

  /** WhatsApp behind the engine, and its users. */
  WhatsAppSide whatsApp();

  /** Lets everything happen that takes at most a few seconds by itself. */
  void settle();

  /** What a test does on WhatsApp's side of an engine. */
  interface WhatsAppSide {

    /** A phone scans the session's QR code. */
    void scan(SessionId session, PhoneNumber by);

    /** The submissions that have reached WhatsApp, in order. */
    List<Arrived> arrived(SessionId session);

    void write(SessionId session, Recipient from, Content content);

    /** Makes this number one that is not on WhatsApp. */
    void forget(SessionId session, PhoneNumber number);

    /** Sends to this number fail. */
    void refuse(SessionId session, PhoneNumber number, Fault fault);

    /** Breaks the session's connection, and prevents new ones. */
    void drop(SessionId session);

    void heal(SessionId session);
  }

  /** A submission as WhatsApp received it. */
  record Arrived(
      WhatsAppId id, Recipient to, String type, String text, Optional<String> mediaSha256) {

    public static Arrived of(WhatsAppId id, Recipient to, Content content) {
      return new Arrived(
          id,
          to,
          content.type(),
          content.text(),
          content instanceof Content.Media media
              ? Optional.of(media.file().sha256())
              : Optional.empty());
    }
  }

  /** A session of the engine under test: its connection, its keys and the reported events. */
  final class Link {

    private final EngineContract contract;
    private final Keys keys;
    private final List<Event> events = new CopyOnWriteArrayList<>();
    private final Engine.Connection connection;

    private Link(EngineContract contract, Keys keys) {
      this.contract = contract;
      this.keys = keys;
      var identity = new Engine.Identity(SESSION, ACCOUNT, contract.settings(), false);
      connection = contract.engine().open(identity, keys, this::record);
    }

    private void record(Event event) {
      events.add(event);
      if (event instanceof Event.Received received) {
        received.kept().run();
      }
    }

    public Engine.Connection connection() {
      return connection;
    }

    public List<Event> events() {
      return events;
    }

    public <T extends Event> List<T> events(Class<T> type) {
      return events.stream().filter(type::isInstance).map(type::cast).toList();
    }

    /** Opens the session again with its current keys. */
    public Link reopen() {
      var again = new Link(contract, keys);
      contract.settle();
      return again;
    }

    public Outcome send(Recipient to) {
      return connection.send(ID, to, Optional.empty(), HELLO);
    }
  }

  /** Credentials in memory. */
  final class Keys implements Keyring {

    private final Map<String, byte[]> entries = new ConcurrentHashMap<>();

    @Override
    public Map<String, byte[]> get(Set<String> names) {
      var found = new HashMap<>(entries);
      found.keySet().retainAll(names);
      return found;
    }

    @Override
    public void change(Map<String, byte[]> kept, Set<String> forgotten) {
      entries.putAll(kept);
      entries.keySet().removeAll(forgotten);
    }

    @Override
    public void clear() {
      entries.clear();
    }
  }

  default Link unlinked() {
    var link = new Link(this, new Keys());
    settle();
    return link;
  }

  default Link linked() {
    if (!can(Ability.LINK_BY_QR)) {
      // Linked by the phone before Crier is notified.
      whatsApp().scan(SESSION, OURS);
      return unlinked();
    }
    var link = unlinked();
    whatsApp().scan(SESSION, OURS);
    settle();
    return link;
  }

  /** Stores a file where the engine finds it. */
  default MediaFile keep(String mimeType, byte[] bytes) {
    var id = MediaId.next(Instant.parse("2026-11-21T10:00:00Z"));
    return new MediaFile(id, mimeType, bytes.length, sha256(bytes));
  }

  // link

  @Test
  default void showsAQrCodeWhileUnlinked() {
    assumeAbility(Ability.LINK_BY_QR);

    var link = unlinked();

    assertThat(link.events()).hasSize(1).hasOnlyElementsOfType(Event.Qr.class);
    assertThat(link.events(Event.Qr.class).getFirst().value()).isNotBlank();
  }

  @Test
  default void linksAndConnectsOnScan() {
    assumeAbility(Ability.LINK_BY_QR);
    var link = unlinked();

    whatsApp().scan(SESSION, OURS);
    settle();

    assertThat(link.events())
        .endsWith(new Event.Linked(OURS), new Event.Connected(OURS))
        .doesNotHaveDuplicates();
  }

  @Test
  default void reportsALinkCodeOnRequest() {
    assumeAbility(Ability.LINK_BY_CODE);
    var link = unlinked();

    link.connection().requestCode(OURS);
    settle();

    assertThat(link.events(Event.Code.class))
        .singleElement()
        .satisfies(code -> assertThat(code.value()).matches("[1-9A-Z]{4}-[1-9A-Z]{4}"));
  }

  // connect, resume

  @Test
  default void opensBeforeItReportsAnything() {
    var link = new Link(this, new Keys());

    assertThat(link.events()).isEmpty();
  }

  @Test
  default void reconnectsWithoutAnotherScan() {
    var link = linked();
    link.connection().close();

    var again = link.reopen();

    assertThat(again.events(Event.OfConnection.class)).containsExactly(new Event.Connected(OURS));
  }

  @Test
  default void reportsNothingOfAClosedConnection() {
    var link = linked();
    link.send(THEM);
    var before = List.copyOf(link.events());

    link.connection().close();
    settle();

    assertThat(link.events()).isEqualTo(before);
  }

  // send, ack, deliver, read

  @Test
  default void deliversTextUnchanged() {
    var link = linked();

    var id = sent(link.send(THEM));

    assertThat(whatsApp().arrived(SESSION)).containsExactly(Arrived.of(id, THEM, HELLO));
  }

  @Test
  default void keepsTheIdIfTheEngineCan() {
    assumeAbility(Ability.RESUBMIT);

    assertThat(linked().send(THEM)).isEqualTo(new Outcome.Sent(ID));
  }

  @Test
  default void deliversAFileByteForByte() {
    assumeAbility(Ability.SEND_MEDIA);
    var bytes = new byte[100_000];
    new Random(20_261_121).nextBytes(bytes);
    var picture =
        new Content.Media(
            MediaKind.IMAGE,
            keep("image/png", bytes),
            Optional.of("الباب الأزرق"),
            Optional.empty(),
            Context.NONE);

    assertArrives(picture);
  }

  @Test
  default void deliversADocument() {
    assumeAbility(Ability.SEND_MEDIA);
    var document =
        new Content.Media(
            MediaKind.DOCUMENT,
            keep("application/pdf", "%PDF-1.7".getBytes(StandardCharsets.US_ASCII)),
            Optional.empty(),
            Optional.of("invoice.pdf"),
            Context.NONE);

    assertArrives(document);
  }

  @Test
  default void deliversAVoiceMessage() {
    assumeAbility(Ability.SEND_MEDIA);
    var voice =
        new Content.Media(
            MediaKind.VOICE,
            keep("audio/ogg", "OggS".getBytes(StandardCharsets.US_ASCII)),
            Optional.empty(),
            Optional.empty(),
            Context.NONE);

    assertArrives(voice);
  }

  @Test
  default void deliversALocation() {
    assumeAbility(Ability.SEND_LOCATION);

    assertArrives(
        new Content.Location(
            24.7136, 46.6753, Optional.of("Riyadh"), Optional.empty(), Context.NONE));
  }

  @Test
  default void deliversAContactCard() {
    assumeAbility(Ability.SEND_CONTACT);

    assertArrives(new Content.ContactCard("Blue Door Clinic", OURS, Context.NONE));
  }

  @Test
  default void deliversAReaction() {
    assumeAbility(Ability.REACT);

    assertArrives(new Content.Reaction(theirMessage(), "👍", Context.NONE));
  }

  @Test
  default void deliversAReply() {
    assumeAbility(Ability.REPLY);
    var context = new Context(Optional.of(theirMessage()), List.of(), Optional.empty());

    assertArrives(new Content.Text("وعليكم السلام", context));
  }

  private void assertArrives(Content content) {
    var link = linked();

    var id = sent(link.connection().send(ID, THEM, Optional.empty(), content));

    assertThat(whatsApp().arrived(SESSION)).containsExactly(Arrived.of(id, THEM, content));
  }

  /** A message that they wrote earlier. */
  private static Quoted theirMessage() {
    var id = new WhatsAppId("3AEB0C431C26A1916E07");
    return new Quoted(Optional.empty(), id, false, Optional.empty(), "السلام عليكم");
  }

  @Test
  default void submitsTheSameIdAgain() {
    assumeAbility(Ability.RESUBMIT);
    var link = linked();

    link.send(THEM);
    link.send(THEM);

    assertThat(whatsApp().arrived(SESSION)).extracting(Arrived::id).containsExactly(ID, ID);
  }

  @Test
  default void reportsReceiptsInOrderAfterTheCall() {
    assumeAbility(Ability.DELIVERED);
    assumeAbility(Ability.READ);
    var link = linked();

    var id = sent(link.send(THEM));

    assertThat(link.events(Event.Receipt.class)).isEmpty();
    settle();
    assertThat(link.events(Event.Receipt.class))
        .filteredOn(receipt -> receipt.id().equals(id))
        .extracting(Event.Receipt::reached)
        .containsExactly(MessageStatus.DELIVERED, MessageStatus.READ);
  }

  @Test
  default void reportsMissedReceiptsToTheNextConnection() {
    assumeAbility(Ability.DELIVERED);
    var link = linked();
    link.send(THEM);
    link.connection().close();
    settle();

    var again = link.reopen();

    assertThat(again.events(Event.Receipt.class))
        .extracting(Event.Receipt::reached)
        .contains(MessageStatus.DELIVERED);
  }

  @Test
  default void sendsNothingWhileUnlinked() {
    var link = unlinked();

    assertThat(link.send(THEM)).isEqualTo(failed(Fault.NOT_CONNECTED));
    assertThat(whatsApp().arrived(SESSION)).isEmpty();
  }

  @Test
  default void sendsNothingOverAClosedConnection() {
    var link = linked();
    link.connection().close();

    assertThat(link.send(THEM)).isEqualTo(failed(Fault.NOT_CONNECTED));
    assertThat(whatsApp().arrived(SESSION)).isEmpty();
  }

  // receive

  @Test
  default void receivesMessages() {
    assumeAbility(Ability.RECEIVE);
    var link = linked();

    whatsApp().write(SESSION, THEM, HELLO);

    assertThat(link.events(Event.Received.class)).isEmpty();
    settle();
    assertThat(link.events(Event.Received.class))
        .singleElement()
        .satisfies(
            received -> {
              assertThat(received.from()).isEqualTo(THEM);
              assertThat(received.content()).isEqualTo(HELLO);
            });
  }

  // check, typing

  @Test
  default void findsTheAddressesOfNumbersOnWhatsApp() {
    assumeAbility(Ability.CHECK_NUMBERS);
    var link = linked();
    var nobody = new PhoneNumber("+966500000000");
    whatsApp().forget(SESSION, nobody);

    var found = new HashMap<>(link.connection().check(Set.of(THEIRS, nobody)));

    assertThat(found).containsOnlyKeys(THEIRS, nobody);
    assertThat(found.get(THEIRS)).isPresent();
    assertThat(found.get(nobody)).isEmpty();
  }

  @Test
  default void refusesToCheckNumbersWithoutAConnection() {
    assumeAbility(Ability.CHECK_NUMBERS);
    var link = unlinked();

    assertThatThrownBy(() -> link.connection().check(Set.of(THEIRS))).isInstanceOf(Refused.class);
  }

  @Test
  default void ignoresTypingWithoutAConnection() {
    var link = unlinked();
    var before = link.events(Event.Lost.class);

    link.connection().typing(THEM, true);
    link.connection().typing(THEM, false);
    settle();

    assertThat(link.events(Event.Lost.class)).isEqualTo(before);
  }

  @Test
  default void ignoresSeenWithoutAConnection() {
    var link = unlinked();
    var before = link.events(Event.Lost.class);

    link.connection().seen(THEM, theirMessage().whatsAppId(), Optional.empty());
    settle();

    assertThat(link.events(Event.Lost.class)).isEqualTo(before);
  }

  // refuse, drop

  @Test
  default void failsASendToANumberThatIsNotOnWhatsApp() {
    var link = linked();
    whatsApp().forget(SESSION, THEIRS);

    assertThat(link.send(THEM)).isEqualTo(failed(Fault.RECIPIENT_NOT_ON_WHATSAPP));
    assertThat(whatsApp().arrived(SESSION)).isEmpty();
  }

  @Test
  default void reportsTheFaultOfARefusedSend() {
    assumeReported(Fault.RECIPIENT_REFUSED);
    var link = linked();
    whatsApp().refuse(SESSION, THEIRS, Fault.RECIPIENT_REFUSED);

    assertThat(link.send(THEM)).isEqualTo(failed(Fault.RECIPIENT_REFUSED));
    assertThat(whatsApp().arrived(SESSION)).isEmpty();
  }

  @Test
  default void reportsWhenARestrictionEnds() {
    assumeReported(Fault.RESTRICTED);
    var link = linked();
    whatsApp().refuse(SESSION, THEIRS, Fault.RESTRICTED);

    assertThat(link.send(THEM))
        .isInstanceOfSatisfying(
            Outcome.Failed.class,
            failed -> {
              assertThat(failed.fault()).isEqualTo(Fault.RESTRICTED);
              assertThat(failed.until()).isPresent();
            });
  }

  @Test
  default void reportsALostConnectionOnce() {
    var link = linked();

    whatsApp().drop(SESSION);
    settle();

    // Some engines detect the loss only now.
    assertThat(link.send(THEM)).isEqualTo(failed(Fault.NOT_CONNECTED));
    settle();
    assertThat(link.events(Event.Lost.class))
        .extracting(Event.Lost::fault)
        .containsExactly(Fault.NOT_CONNECTED);
  }

  @Test
  default void reconnectsOnceTheNetworkIsBack() {
    var link = linked();
    whatsApp().drop(SESSION);
    settle();

    assertThat(link.reopen().events(Event.OfConnection.class))
        .hasOnlyElementsOfType(Event.Lost.class);
    whatsApp().heal(SESSION);

    var again = link.reopen();
    assertThat(again.events(Event.OfConnection.class)).containsExactly(new Event.Connected(OURS));
    sent(again.send(THEM));
  }

  // unlink

  @Test
  default void forgetsAnUnlinkedSession() {
    var link = linked();

    link.connection().unlink();
    settle();

    assertThat(link.send(THEM)).isEqualTo(failed(Fault.NOT_CONNECTED));
    assumeAbility(Ability.LINK_BY_QR);
    assertThat(link.reopen().events()).isNotEmpty().hasOnlyElementsOfType(Event.Qr.class);
  }

  private void assumeAbility(Ability ability) {
    Assumptions.assumeTrue(can(ability), () -> "an engine without " + ability);
  }

  private void assumeReported(Fault fault) {
    Assumptions.assumeTrue(
        refusals().contains(fault), () -> "an engine that cannot distinguish " + fault);
  }

  private boolean can(Ability ability) {
    return engine().abilities().contains(ability);
  }

  /** The id under which it was sent. */
  private static WhatsAppId sent(Outcome outcome) {
    assertThat(outcome).isInstanceOf(Outcome.Sent.class);
    return ((Outcome.Sent) outcome).id();
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }

  private static Outcome failed(Fault fault) {
    return new Outcome.Failed(fault, Optional.empty());
  }
}
