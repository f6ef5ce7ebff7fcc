package io.crier.whatsapp.cloud;

import static io.crier.domain.sessions.SessionProblem.LINKING_UNSUPPORTED;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.Batcher;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.domain.Refused;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.MediaFile;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionProblem;
import io.crier.whatsapp.Arrivals;
import io.crier.whatsapp.Latest;
import io.crier.whatsapp.Unreachable;
import jakarta.ws.rs.ProcessingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.net.URI;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.function.Consumer;

/**
 * A number that is registered with Meta, as long as its connection is open. There is no line to it:
 * it is connected when Meta knows the token, and lost when a request finds Meta away or the token
 * void.
 */
final class BusinessNumber implements Engine.Connection {

  private static final Logger LOG = System.getLogger(BusinessNumber.class.getName());
  private static final int MOST_WAITING = 10_000;
  private static final int MOST_REMEMBERED = 1_000;

  private enum State {
    OPENING,
    CONNECTED,
    LOST,
    CLOSED
  }

  private final CloudWhatsApp cloud;
  private final Engine.Identity identity;
  private final CloudSettings settings;
  private final Consumer<Event> events;
  private final Batcher<Runnable> mailbox;
  private final Batcher<Received> inbox;

  /** What each contact wrote last: only that can be answered by typing. */
  private final Latest<Recipient, WhatsAppId> lastWritten = new Latest<>(MOST_REMEMBERED);

  private final Arrivals arrivals = new Arrivals();

  private volatile State state = State.OPENING;
  private volatile PhoneNumber number;

  private record Received(JsonNode message, JsonNode contacts, Runnable kept) {}

  private BusinessNumber(CloudWhatsApp cloud, Engine.Identity identity, Consumer<Event> events) {
    this.cloud = cloud;
    this.identity = identity;
    this.settings = CloudSettings.of(identity.settings(), cloud.version());
    this.events = events;
    mailbox = new Batcher<>(cloud.executor(), 1, Integer.MAX_VALUE, BusinessNumber::run);
    inbox = new Batcher<>(cloud.executor(), 1, MOST_WAITING, this::receive);
  }

  static BusinessNumber open(
      CloudWhatsApp cloud, Engine.Identity identity, Consumer<Event> events) {
    var opened = new BusinessNumber(cloud, identity, events);
    opened.mailbox.offer(opened::start);
    return opened;
  }

  Engine.Identity identity() {
    return identity;
  }

  private void start() {
    if (!settings.areSound()) {
      lose(Fault.UNLINKED);
      return;
    }
    try {
      var answer =
          cloud
              .graph()
              .number(
                  settings.version(), settings.phone(), "display_phone_number", settings.bearer());
      var digits = answer.path("display_phone_number").asText().replaceAll("\\D", "");
      number = new PhoneNumber("+" + digits);
      synchronized (this) {
        if (state == State.OPENING) {
          state = State.CONNECTED;
          tell(new Event.Connected(number));
        }
      }
    } catch (GraphRefusal refusal) {
      lose(atOpening(refusal.fault()));
    } catch (ProcessingException e) {
      lose(Fault.NOT_CONNECTED);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a number of Meta's cannot be opened", e);
      lose(Fault.ENGINE_FAILED);
    }
  }

  /** A number that Meta does not know is refused like a bad message: no patience mends it. */
  private static Fault atOpening(Fault fault) {
    return switch (fault) {
      case CONTENT_REFUSED -> Fault.UNLINKED;
      case UNKNOWN_OUTCOME -> Fault.ENGINE_FAILED;
      default -> fault;
    };
  }

  // What the session does

  @Override
  public Outcome send(WhatsAppId id, Recipient to, Optional<Address> address, Content content) {
    if (state != State.CONNECTED) {
      return failed(Fault.NOT_CONNECTED);
    }
    if (!Outgoing.reaches(to)) {
      return failed(Fault.UNSUPPORTED);
    }
    Optional<String> file;
    try {
      file =
          content instanceof Content.Media media
              ? Optional.of(upload(media.file()))
              : Optional.empty();
    } catch (GraphRefusal refusal) {
      return refused(refusal, Fault.ENGINE_FAILED);
    } catch (ProcessingException e) {
      return failed(Unreachable.isCauseOf(e) ? lost() : Fault.ENGINE_FAILED);
    } catch (FileNotFoundException tooOld) {
      return failed(Fault.CONTENT_REFUSED);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a file cannot be read", e);
      return failed(Fault.ENGINE_FAILED);
    }
    try {
      var answer = post(Outgoing.message(id, to, address, content, file));
      var taken = answer.at("/messages/0/id");
      return taken.isTextual()
          ? new Outcome.Sent(new WhatsAppId(taken.textValue()))
          : failed(Fault.UNKNOWN_OUTCOME);
    } catch (GraphRefusal refusal) {
      return refused(refusal, Fault.UNKNOWN_OUTCOME);
    } catch (ProcessingException e) {
      return failed(Unreachable.isCauseOf(e) ? lost() : Fault.UNKNOWN_OUTCOME);
    }
  }

  private JsonNode post(JsonNode message) {
    return cloud.graph().post(settings.version(), settings.phone(), settings.bearer(), message);
  }

  private String upload(MediaFile file) throws IOException {
    var kept = cloud.mediaStore().open(identity.account(), file.id());
    try (var bytes = kept.orElseThrow(FileNotFoundException::new)) {
      var form = new FileForm(file.mimeType(), bytes);
      return cloud
          .graph()
          .upload(settings.version(), settings.phone(), settings.bearer(), form)
          .path("id")
          .asText();
    }
  }

  /**
   * @param unclear what it means that nobody knows what became of the request
   */
  private Outcome refused(GraphRefusal refusal, Fault unclear) {
    var fault = refusal.fault() == Fault.UNKNOWN_OUTCOME ? unclear : refusal.fault();
    if (fault.status().needsSomebody()) {
      lose(fault);
    }
    return new Outcome.Failed(fault, refusal.until(cloud.clock().instant()));
  }

  private static Outcome failed(Fault fault) {
    return new Outcome.Failed(fault, Optional.empty());
  }

  private Fault lost() {
    lose(Fault.NOT_CONNECTED);
    return Fault.NOT_CONNECTED;
  }

  /** Meta tells of no number whether it is on WhatsApp. */
  @Override
  public Map<PhoneNumber, Optional<Address>> check(Set<PhoneNumber> numbers) {
    throw new Refused(SessionProblem.NOT_CONNECTED);
  }

  /** Meta shows it for 25 seconds or until the answer, and only as an answer. */
  @Override
  public void typing(Recipient to, boolean on) {
    if (on) {
      lastWritten.of(to).ifPresent(id -> quietly(Outgoing.read(id, true)));
    }
  }

  @Override
  public void seen(Recipient from, WhatsAppId id, Optional<Recipient> author) {
    quietly(Outgoing.read(id, false));
  }

  private void quietly(JsonNode status) {
    if (state != State.CONNECTED) {
      return;
    }
    try {
      post(status);
    } catch (GraphRefusal | ProcessingException e) {
      LOG.log(Level.DEBUG, "nobody was shown that a message was read", e);
    }
  }

  @Override
  public void requestCode(PhoneNumber holder) {
    throw new Refused(LINKING_UNSUPPORTED);
  }

  /** The token stays what it is: only who gave it can take it back. */
  @Override
  public void unlink() {
    close();
  }

  @Override
  public void close() {
    synchronized (this) {
      state = State.CLOSED;
    }
    cloud.closed(this);
  }

  // What Meta posts

  /** Takes what Meta posts, unless it is too much at once or the session is away. */
  CompletableFuture<Boolean> take(JsonNode posted) {
    if (state != State.CONNECTED) {
      return CompletableFuture.completedFuture(false);
    }
    var taken = new ArrayList<CompletableFuture<Boolean>>();
    for (var entry : posted.path("entry")) {
      for (var change : entry.path("changes")) {
        var value = change.path("value");
        if (change.path("field").asText().equals("messages") && isOurs(value)) {
          take(value, taken);
        }
      }
    }
    return Arrivals.all(taken);
  }

  private void take(JsonNode value, List<CompletableFuture<Boolean>> taken) {
    var incoming = new Incoming(number, cloud.clock().instant());
    value.path("statuses").forEach(status -> incoming.status(status).forEach(this::tell));
    for (var message : value.path("messages")) {
      taken.add(
          arrivals.take(
              message.path("id").asText(),
              kept -> inbox.offer(new Received(message, value.path("contacts"), kept))));
    }
  }

  private boolean isOurs(JsonNode value) {
    return value.at("/metadata/phone_number_id").asText().equals(settings.phone());
  }

  /** One after the other, since files are fetched in between. */
  private void receive(List<Received> batch) {
    batch.stream().filter(it -> state != State.CLOSED).forEach(this::receive);
  }

  private void receive(Received received) {
    try {
      new Incoming(number, cloud.clock().instant())
          .message(received.message(), received.contacts(), this::fetch)
          .ifPresentOrElse(
              message -> {
                lastWritten.put(message.from(), message.id());
                tell(message.whenKept(received.kept()));
              },
              () -> {
                LOG.log(Level.WARNING, "a message of nobody was posted");
                received.kept().run();
              });
    } catch (RuntimeException e) {
      // No repetition would make it better.
      LOG.log(Level.WARNING, "a message that was posted is not understood", e);
      received.kept().run();
    }
  }

  private Optional<MediaFile> fetch(String id, String mimeType) {
    try {
      var place =
          cloud.graph().file(settings.version(), id, settings.bearer()).path("url").asText();
      return Optional.of(
          cloud.files().fetch(identity.account(), mimeType, URI.create(place), settings.bearer()));
    } catch (RuntimeException | IOException e) {
      LOG.log(Level.WARNING, "a file that somebody sent could not be fetched", e);
      return Optional.empty();
    }
  }

  // What is told

  private void lose(Fault fault) {
    synchronized (this) {
      if (state == State.LOST || state == State.CLOSED) {
        return;
      }
      state = State.LOST;
      tell(new Event.Lost(fault, Optional.empty()));
    }
  }

  private void tell(Event event) {
    mailbox.offer(
        () -> {
          if (state != State.CLOSED) {
            events.accept(event);
          }
        });
  }

  private static void run(List<Runnable> work) {
    work.forEach(Runnable::run);
  }
}
