package io.crier.whatsapp.simulator;

import static io.crier.domain.RequestProblem.INVALID_REQUEST;
import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_FOUND;

import io.crier.application.TimerWheel;
import io.crier.application.media.MediaStore;
import io.crier.application.sessions.Ability;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.EngineSetting;
import io.crier.application.sessions.Keyring;
import io.crier.application.sessions.PollVoted;
import io.crier.domain.Refused;
import io.crier.domain.calls.Call;
import io.crier.domain.calls.CallId;
import io.crier.domain.chats.ChatChange;
import io.crier.domain.chats.Presence;
import io.crier.domain.groups.GroupInvite;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Context;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Quoted;
import io.crier.domain.messages.RawMessage;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.profiles.Picture;
import io.crier.domain.profiles.Profile;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.JsonTrees;
import io.crier.whatsapp.Scheduler;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.InstantSource;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.Executor;
import java.util.function.Consumer;
import java.util.random.RandomGenerator;

/**
 * A simulated WhatsApp with its own phones. Its state is in one ledger and one file of faults per
 * session, which survive any end of the server. A connection opened with {@link Identity#test}
 * needs no link and no keys, is connected from the start, and is never lost: it serves the messages
 * of test keys.
 */
public final class SimulatedWhatsApp implements Engine {

  private final Path folder;
  private final MediaStore mediaStore;
  private final Scheduler scheduler;
  private final RandomGenerator random;
  private final Map<SessionId, Network> networks = new ConcurrentHashMap<>();

  /**
   * @param folder the folder of the ledgers and faults
   * @param wheel schedules receipts and codes
   * @param executor runs events, on any of its threads
   */
  public SimulatedWhatsApp(
      Path folder,
      MediaStore mediaStore,
      TimerWheel wheel,
      Executor executor,
      InstantSource clock,
      RandomGenerator random) {
    this.folder = folder;
    this.mediaStore = mediaStore;
    this.scheduler = new Scheduler(wheel, executor, clock);
    this.random = random;
    try {
      Files.createDirectories(folder);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public EngineName name() {
    return EngineName.SIMULATOR;
  }

  @Override
  public Set<Ability> abilities() {
    return EnumSet.complementOf(EnumSet.of(Ability.SEND_TEMPLATE));
  }

  @Override
  public Set<EngineSetting> settings() {
    return Set.of();
  }

  @Override
  public Connection open(Identity identity, Keyring keyring, Consumer<Event> events) {
    var network = network(identity.session());
    var device =
        new SimulatedDevice(
            network,
            scheduler,
            new Codes(random),
            keyring,
            events,
            new SimulatedMedia(network, mediaStore, identity.account()),
            identity);
    device.open();
    return device;
  }

  /** Scans the session's QR code, or enters its pairing code, on the phone with this number. */
  public void scan(SessionId session, PhoneNumber by) {
    network(session).scan(by);
  }

  /** The messages from this session that reached WhatsApp, after the last one with this id. */
  public Inbox inbox(SessionId session, Optional<WhatsAppId> after) {
    var ledger = network(session).ledger();
    var from =
        after.isEmpty()
            ? 0
            : ledger
                .endOf(after.get().value())
                .orElseThrow(
                    () ->
                        new Refused(
                            INVALID_REQUEST, "after: nothing arrived from this session so named"));
    return new Inbox(ledger, from);
  }

  /** Sends a message to the session, which has not blocked its sender. */
  public void write(SessionId session, Recipient from, Content content) {
    var by = content.context().author().filter(it -> from instanceof Recipient.Stories);
    if (network(session).profiles().isBlocked(by.orElse(from))) {
      return;
    }
    var message = message(from, content);
    network(session).receive(message.with(raw(message)));
  }

  /** Sends a message from the phone of the session. */
  public void writeOnPhone(SessionId session, Recipient to, Content content) {
    network(session).receive(message(to, content).sentElsewhere());
  }

  /** The phone of the session hands over messages from before it was linked. */
  void handOver(SessionId session, List<Event.Received> messages) {
    network(session).receive(new Event.History(messages, () -> {}));
  }

  /** Changes a chat on the phone of the session. */
  void changeOnPhone(SessionId session, Recipient chat, ChatChange change) {
    change.disappearingSeconds().ifPresent(it -> network(session).profiles().setTimer(chat, it));
    network(session).profiles().mark(chat, change);
    network(session).receive(new Event.ChatChanged(chat, change, scheduler.now()));
  }

  /** How the phone of the session marks chats. */
  Map<Recipient, ChatChange> marks(SessionId session) {
    return network(session).profiles().marks();
  }

  /** Blocks or unblocks somebody on the phone of the session. */
  void blockOnPhone(SessionId session, Recipient person, boolean blocked) {
    network(session).receive(new Event.ContactBlocked(person, blocked, scheduler.now()));
    network(session).profiles().block(person, blocked);
  }

  /** Whom the session's account has blocked. */
  List<Recipient> blocked(SessionId session) {
    return network(session).profiles().blocked();
  }

  /** Somebody changes what WhatsApp shows of them. */
  void show(SessionId session, Recipient person, Profile profile, Optional<Picture> picture) {
    network(session).profiles().put(person, profile);
    network(session).profiles().put(person, picture);
  }

  /** Somebody calls the session, or a group that it is in. */
  CallId call(SessionId session, Recipient from, Optional<Recipient.Group> group, boolean video) {
    var id = new CallId(WhatsAppId.next(random).value());
    var call = new Call(id, from, group, video);
    var network = network(session);
    network.calls().ring(call, scheduler.now());
    network.receive(new Event.Called(call, scheduler.now()));
    return id;
  }

  /** Somebody types in a chat with the session, or goes online. */
  void presence(SessionId session, Recipient chat, Recipient by, Presence presence) {
    network(session).receive(new Event.PresenceSeen(chat, by, presence, scheduler.now()));
  }

  /** What the session has shown last in each chat. */
  Map<Recipient, Presence> presences(SessionId session) {
    return Map.copyOf(network(session).presences());
  }

  /** The latest calls to the session. */
  List<CallBook.Entry> calls(SessionId session) {
    return network(session).calls().all(scheduler.now());
  }

  /** Sends a file to the session. */
  public void write(SessionId session, Recipient from, MissingMedia missing, byte[] file) {
    var reference = Optional.of(SimulatedMedia.reference(file));
    network(session).receive(message(from, missing).with(missing, reference));
  }

  private static Optional<RawMessage> raw(Event.Received message) {
    return message.content() instanceof Content.Unsupported unsupported
        ? RawMessage.of(
            JsonTrees.MAPPER
                .createObjectNode()
                .put(unsupported.kind(), unsupported.text())
                .toString())
        : Optional.empty();
  }

  private Event.Received message(Recipient peer, Content content) {
    return new Event.Received(
        WhatsAppId.next(random),
        peer,
        Optional.of(Network.addressOf(peer)),
        content,
        scheduler.now());
  }

  /**
   * Edits a message in the session's chat with somebody.
   *
   * @param ours whether the session's account wrote it, and edits it on its phone
   */
  public void edit(SessionId session, Recipient chat, boolean ours, WhatsAppId id, String text) {
    var address = Optional.of(Network.addressOf(chat));
    var content = new Content.Text(text);
    var version = new Event.Received(id, chat, address, content, scheduler.now());
    network(session).receive(new Event.Edited(ours ? version.sentElsewhere() : version));
  }

  /** Deletes a message in the session's chat with somebody for everyone. */
  public void revoke(SessionId session, Recipient chat, boolean ours, WhatsAppId id) {
    var address = Optional.of(Network.addressOf(chat));
    network(session).receive(new Event.Revoked(ours, id, chat, address, scheduler.now()));
  }

  /**
   * Votes in a poll in the session's chat with somebody.
   *
   * @param ours whether the session sent the poll
   * @param options all that the voter has chosen now
   */
  public void vote(
      SessionId session,
      Recipient chat,
      boolean ours,
      WhatsAppId poll,
      Recipient voter,
      List<String> options) {
    var address = Optional.of(Network.addressOf(chat));
    network(session)
        .receive(new PollVoted(ours, poll, chat, address, voter, options, scheduler.now()));
  }

  /**
   * Chooses a button, or a row of a list, in a message from the session.
   *
   * @param option its id
   * @param by who chooses, in a group
   */
  public void choose(SessionId session, WhatsAppId menu, String option, Optional<Recipient> by) {
    var sent =
        network(session)
            .ledger()
            .find(menu.value())
            .orElseThrow(() -> new Refused(MESSAGE_NOT_FOUND));
    if (sent.options() == null) {
      throw new Refused(INVALID_REQUEST, "message: it has neither buttons nor a list");
    }
    var chosen =
        sent.options().stream()
            .filter(it -> it.id().equals(option))
            .findFirst()
            .orElseThrow(
                () -> new Refused(INVALID_REQUEST, "option: the message has none with this id"));
    var chat = Recipient.parseAny(sent.to());
    var author = by.filter(it -> chat instanceof Recipient.Group);
    var quoted = new Quoted(Optional.empty(), menu, true, author, sent.body());
    var context = new Context(Optional.of(quoted), List.of(), author);
    write(session, chat, chosen.chosen(sent.type().equals("list"), context));
  }

  /** The groups of the session's network, which people change as well as its account. */
  SimulatedGroups groups(SessionId session) {
    return network(session).linkedDevice().groupsOfPeople();
  }

  /** The invite link of a group on the session's network. */
  GroupInvite invite(SessionId session, Recipient.Group group) {
    return network(session).groups().find(group).orElseThrow().invite();
  }

  /** The channels of the session's network, as others write them. */
  SimulatedChannels channels(SessionId session) {
    return new SimulatedChannels(network(session), scheduler, new Codes(random), () -> true);
  }

  /** The labels of the session's account, as its phone changes them. */
  SimulatedLabels labels(SessionId session) {
    return new SimulatedLabels(network(session), scheduler, false, () -> true);
  }

  /** The number of the session's phone. */
  Recipient self(SessionId session) {
    return network(session).linkedDevice().self();
  }

  /** Sets the faults of the session's network, which survive a restart. */
  public void setFaults(SessionId session, Faults faults) {
    network(session).setFaults(faults);
  }

  private Network network(SessionId session) {
    return networks.computeIfAbsent(session, id -> new Network(folder, id.value().toString()));
  }
}
