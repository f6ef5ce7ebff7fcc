package io.crier.whatsapp.simulator;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.json.JsonMapper;
import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.VirtualTime;
import io.crier.application.media.InMemoryMediaStore;
import io.crier.application.media.MediaStore;
import io.crier.application.sessions.ChannelSide;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.EngineContract;
import io.crier.application.sessions.LabelSide;
import io.crier.application.sessions.ProfileSide;
import io.crier.application.sessions.WhatsAppSide;
import io.crier.application.sessions.WhatsAppSide.Arrived;
import io.crier.application.sessions.WhatsAppSide.Mark;
import io.crier.domain.calls.CallId;
import io.crier.domain.channels.Channel;
import io.crier.domain.chats.ChatChange;
import io.crier.domain.chats.Presence;
import io.crier.domain.groups.ParticipantAction;
import io.crier.domain.labels.Label;
import io.crier.domain.labels.LabelId;
import io.crier.domain.media.MediaFile;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.profiles.Picture;
import io.crier.domain.profiles.Profile;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionId;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;

/** The simulator with virtual time. */
final class SimulatorFixture implements EngineContract, WhatsAppSide {

  private static final JsonMapper JSON = new JsonMapper();

  final VirtualTime time = new VirtualTime();
  private final MediaStore mediaStore = new InMemoryMediaStore(new InMemoryUnitOfWork(), time);
  private final Path folder;
  private SimulatedWhatsApp simulator;

  SimulatorFixture(Path folder) {
    this.folder = folder;
    restart();
  }

  @Override
  public Engine engine() {
    return simulator;
  }

  @Override
  public WhatsAppSide whatsApp() {
    return this;
  }

  @Override
  public MediaFile keep(String mimeType, byte[] bytes) {
    try {
      return mediaStore.keep(ACCOUNT, mimeType, new ByteArrayInputStream(bytes), bytes.length);
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public void settle() {
    time.pass(Duration.ofSeconds(2));
  }

  SimulatedWhatsApp simulator() {
    return simulator;
  }

  /** Restarts the server, so that only its files remain. */
  void restart() {
    simulator =
        new SimulatedWhatsApp(folder, mediaStore, time.wheel(), time, time, new Random(20_261_121));
  }

  List<JsonNode> inbox(SessionId session, Optional<WhatsAppId> after) {
    try {
      var json = new ByteArrayOutputStream();
      simulator.inbox(session, after).writeTo(json);
      return JSON.readTree(json.toByteArray()).get("items").valueStream().toList();
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  @Override
  public ChannelSide channels() {
    return new ChannelSide() {
      @Override
      public Channel create(SessionId session, String name, Channel.Role role) {
        return simulator.channels(session).create(name, Optional.empty(), false, role);
      }

      @Override
      public void post(SessionId session, Recipient.Channel channel, String text) {
        simulator.channels(session).post(channel, text);
      }
    };
  }

  @Override
  public Set<ChatMark> marks(SessionId session, Recipient chat) {
    var marks = EnumSet.noneOf(ChatMark.class);
    Optional.ofNullable(simulator.marks(session).get(chat))
        .ifPresent(
            it -> {
              it.archived().filter(on -> on).ifPresent(on -> marks.add(ChatMark.ARCHIVED));
              it.muted().filter(on -> on).ifPresent(on -> marks.add(ChatMark.MUTED));
              it.pinned().filter(on -> on).ifPresent(on -> marks.add(ChatMark.PINNED));
              it.read().filter(on -> !on).ifPresent(on -> marks.add(ChatMark.UNREAD));
            });
    return marks;
  }

  @Override
  public LabelSide labels() {
    return new LabelSide() {
      @Override
      public void save(SessionId session, Label label) {
        simulator.labels(session).save(label);
      }

      @Override
      public void delete(SessionId session, LabelId label) {
        simulator.labels(session).delete(label);
      }

      @Override
      public void assign(SessionId session, LabelId label, Recipient chat, boolean assigned) {
        simulator.labels(session).assignOnPhone(label, chat, assigned);
      }

      @Override
      public Set<LabelId> of(SessionId session, Recipient chat) {
        return simulator.labels(session).network().labels().of(chat).stream()
            .map(Label::id)
            .collect(Collectors.toSet());
      }
    };
  }

  @Override
  public void scan(SessionId session, PhoneNumber by) {
    simulator.scan(session, by);
  }

  @Override
  public List<Arrived> arrived(SessionId session) {
    return inbox(session, Optional.empty()).stream()
        .map(
            item ->
                new Arrived(
                    new WhatsAppId(item.get("id").textValue()),
                    Recipient.parseAny(item.get("to").textValue()),
                    item.get("type").textValue(),
                    item.get(item.get("mediaSha256").isNull() ? "body" : "caption").asText(""),
                    Optional.ofNullable(item.get("mediaSha256").textValue()),
                    marks(item),
                    item.path("audience")
                        .valueStream()
                        .map(it -> Recipient.parse(it.textValue()))
                        .collect(Collectors.toSet())))
        .toList();
  }

  private static Set<Mark> marks(JsonNode item) {
    var marks = EnumSet.noneOf(Mark.class);
    if (item.path("forwarded").asBoolean()) {
      marks.add(Mark.FORWARDED);
    }
    if (item.path("viewOnce").asBoolean()) {
      marks.add(Mark.VIEW_ONCE);
    }
    if (item.path("mentionAll").asBoolean()) {
      marks.add(Mark.MENTIONS_ALL);
    }
    if (item.has("preview")) {
      marks.add(Mark.LINK_PREVIEW);
    }
    return marks;
  }

  @Override
  public List<WhatsAppId> changed(SessionId session) {
    return inbox(session, Optional.empty()).stream()
        .filter(item -> item.has("target"))
        .map(item -> new WhatsAppId(item.get("target").textValue()))
        .toList();
  }

  @Override
  public void write(SessionId session, Recipient from, Content content) {
    simulator.write(session, from, content);
  }

  @Override
  public void handOver(SessionId session, List<Past> messages) {
    simulator.handOver(
        session,
        messages.stream()
            .map(it -> it.received(Optional.of(Network.addressOf(it.chat()))))
            .toList());
  }

  @Override
  public void writeOnPhone(SessionId session, Recipient to, Content content) {
    simulator.writeOnPhone(session, to, content);
  }

  @Override
  public void writeFile(SessionId session, Recipient from, MissingMedia missing, byte[] file) {
    simulator.write(session, from, missing, file);
  }

  @Override
  public void failDownloads(SessionId session, boolean fail) {
    simulator.setFaults(session, new Faults(false, Duration.ZERO, Set.of(), Map.of(), true, fail));
  }

  @Override
  public void edit(SessionId session, Recipient from, WhatsAppId id, String text) {
    simulator.edit(session, from, false, id, text);
  }

  @Override
  public void revoke(SessionId session, Recipient from, WhatsAppId id) {
    simulator.revoke(session, from, false, id);
  }

  @Override
  public void vote(SessionId session, Recipient voter, WhatsAppId poll, List<String> options) {
    simulator.vote(session, voter, true, poll, voter, options);
  }

  @Override
  public void choose(SessionId session, Recipient by, WhatsAppId menu, String option) {
    simulator.choose(session, menu, option, Optional.empty());
  }

  @Override
  public Recipient.Group createGroup(
      SessionId session, Recipient by, String subject, List<Recipient> others) {
    var people = new ArrayList<>(others);
    people.add(simulator.self(session));
    return simulator.groups(session).create(by, subject, people).group().id();
  }

  @Override
  public void changeParticipants(
      SessionId session,
      Recipient.Group group,
      Recipient by,
      ParticipantAction action,
      Recipient participant) {
    simulator.groups(session).changeParticipants(group, by, action, List.of(participant));
  }

  @Override
  public void show(SessionId session, Recipient by, Presence presence) {
    simulator.presence(session, by, by, presence);
  }

  @Override
  public Presence shown(SessionId session, Recipient chat) {
    return simulator.presences(session).get(chat);
  }

  @Override
  public ProfileSide profiles() {
    return new ProfileSide() {
      @Override
      public void show(
          SessionId session, Recipient person, Profile profile, Optional<Picture> picture) {
        simulator.show(session, person, profile, picture);
      }

      @Override
      public List<Recipient> blocked(SessionId session) {
        return simulator.blocked(session);
      }

      @Override
      public void blockOnPhone(SessionId session, Recipient person, boolean blocked) {
        simulator.blockOnPhone(session, person, blocked);
      }

      @Override
      public void setTimer(SessionId session, Recipient chat, int seconds) {
        simulator.changeOnPhone(session, chat, ChatChange.timer(seconds));
      }

      @Override
      public int timerOfLast(SessionId session) {
        return inbox(session, Optional.empty()).getLast().path("disappearingSeconds").asInt();
      }
    };
  }

  @Override
  public CallId call(SessionId session, Recipient from, boolean video) {
    return simulator.call(session, from, Optional.empty(), video);
  }

  @Override
  public List<CallId> rejectedCalls(SessionId session) {
    return simulator.calls(session).stream()
        .filter(entry -> entry.outcome() == CallBook.Outcome.REJECTED)
        .map(entry -> entry.call().id())
        .toList();
  }

  @Override
  public void forget(SessionId session, PhoneNumber number) {
    simulator.setFaults(
        session,
        new Faults(
            false, Duration.ZERO, Set.of(new Recipient.Phone(number)), Map.of(), true, false));
  }

  @Override
  public void refuse(SessionId session, PhoneNumber number, Fault fault) {
    simulator.setFaults(
        session,
        new Faults(
            false,
            Duration.ZERO,
            Set.of(),
            Map.of(new Recipient.Phone(number), fault),
            true,
            false));
  }

  @Override
  public void drop(SessionId session) {
    simulator.setFaults(session, new Faults(true, Duration.ZERO, Set.of(), Map.of(), true, false));
  }

  @Override
  public void heal(SessionId session) {
    simulator.setFaults(session, Faults.NONE);
  }
}
