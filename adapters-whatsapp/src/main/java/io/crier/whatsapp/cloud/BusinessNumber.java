package io.crier.whatsapp.cloud;

import static io.crier.domain.sessions.SessionProblem.LINKING_UNSUPPORTED;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.Batcher;
import io.crier.application.sessions.Blocks;
import io.crier.application.sessions.Engine;
import io.crier.application.sessions.Engine.Event;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.application.sessions.InboundMedia;
import io.crier.application.sessions.Profiles;
import io.crier.domain.Refused;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionProblem;
import io.crier.whatsapp.Deduplicator;
import io.crier.whatsapp.LruCache;
import jakarta.ws.rs.ProcessingException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.Executor;
import java.util.function.Consumer;

/**
 * The connection of a number registered with Meta. No connection is kept open: it counts as
 * connected once Meta accepts the token, and as lost when a request finds Meta unreachable or the
 * token invalid.
 */
final class BusinessNumber implements Engine.Connection {

  /** Messages to the number, and those that its holder sends with the WhatsApp Business app. */
  private static final Set<String> FIELDS = Set.of("messages", "smb_message_echoes");

  private static final Logger LOG = System.getLogger(BusinessNumber.class.getName());
  private static final int MAX_REMEMBERED = 1_000;

  private enum State {
    OPENING,
    CONNECTED,
    LOST,
    CLOSED
  }

  private final Engine.Identity identity;
  private final Consumer<Event> events;
  private final NumberApi api;
  private final InstantSource clock;
  private final Consumer<BusinessNumber> onClose;
  private final MessageSender sender;
  private final MessageReceiver receiver;
  private final BusinessProfiles profiles;
  private final Batcher<Runnable> mailbox;

  /** The last message of each contact, because typing can only be shown as a reply to it. */
  private final LruCache<Recipient, WhatsAppId> lastReceived = new LruCache<>(MAX_REMEMBERED);

  private volatile State state = State.OPENING;
  private volatile PhoneNumber number;

  /**
   * @param onClose is called when the connection is closed
   */
  BusinessNumber(
      Engine.Identity identity,
      Consumer<Event> events,
      NumberApi api,
      Executor executor,
      InstantSource clock,
      Consumer<BusinessNumber> onClose) {
    this.identity = identity;
    this.events = events;
    this.api = api;
    this.clock = clock;
    this.onClose = onClose;
    sender = new MessageSender(api, clock);
    profiles = new BusinessProfiles(api, () -> state == State.CONNECTED);
    receiver =
        new MessageReceiver(
            api, executor, clock, () -> state != State.CLOSED, this::publishArrived);
    mailbox = new Batcher<>(executor, 1, Integer.MAX_VALUE, work -> work.forEach(Runnable::run));
  }

  void open() {
    mailbox.offer(this::start);
  }

  Engine.Identity identity() {
    return identity;
  }

  private void start() {
    if (!api.settings().areValid()) {
      lose(Fault.UNLINKED);
      return;
    }
    try {
      number = api.number();
      synchronized (this) {
        if (state == State.OPENING) {
          state = State.CONNECTED;
          publish(new Event.Connected(number));
        }
      }
    } catch (GraphException e) {
      lose(faultWhenOpening(e.fault()));
    } catch (ProcessingException e) {
      lose(Fault.NOT_CONNECTED);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "a number cannot be opened at Meta", e);
      lose(Fault.ENGINE_FAILED);
    }
  }

  /** Meta rejects an unknown number like invalid content, so retrying does not help. */
  private static Fault faultWhenOpening(Fault fault) {
    return switch (fault) {
      case CONTENT_REFUSED -> Fault.UNLINKED;
      case UNKNOWN_OUTCOME -> Fault.ENGINE_FAILED;
      default -> fault;
    };
  }

  // Requests of the session

  @Override
  public Outcome send(WhatsAppId id, Recipient to, Optional<Address> address, Content content) {
    if (state != State.CONNECTED) {
      return MessageSender.failed(Fault.NOT_CONNECTED);
    }
    var outcome = sender.send(id, to, address, content);
    if (outcome instanceof Outcome.Failed failed && endsConnection(failed.fault())) {
      lose(failed.fault());
    }
    return outcome;
  }

  private static boolean endsConnection(Fault fault) {
    return fault == Fault.NOT_CONNECTED || fault.status().needsSomebody();
  }

  /** Meta has no way to check whether a number is on WhatsApp. */
  @Override
  public Map<PhoneNumber, Optional<Address>> check(Set<PhoneNumber> numbers) {
    throw new Refused(SessionProblem.NOT_CONNECTED);
  }

  /** Meta shows typing only in reply to a message, for 25 seconds or until the reply. */
  @Override
  public void typing(Recipient to, boolean on) {
    if (on && state == State.CONNECTED) {
      lastReceived.get(to).ifPresent(id -> sender.read(id, true));
    }
  }

  @Override
  public void seen(Recipient from, WhatsAppId id, Optional<Recipient> author) {
    if (state == State.CONNECTED) {
      sender.read(id, false);
    }
  }

  @Override
  public Optional<InboundMedia> media() {
    return Optional.of(api);
  }

  @Override
  public Optional<Profiles> profiles() {
    return Optional.of(profiles);
  }

  @Override
  public Optional<Blocks> blocks() {
    return Optional.of(profiles);
  }

  @Override
  public void requestCode(PhoneNumber holder) {
    throw new Refused(LINKING_UNSUPPORTED);
  }

  /** The token stays valid: only its issuer can revoke it. */
  @Override
  public boolean unlink() {
    close();
    return true;
  }

  @Override
  public void close() {
    synchronized (this) {
      state = State.CLOSED;
    }
    onClose.accept(this);
  }

  // Meta's webhook

  /**
   * Accepts a post from Meta; completes with false if there are too many or the session is not
   * connected.
   */
  CompletableFuture<Boolean> accept(JsonNode posted) {
    if (state != State.CONNECTED) {
      return CompletableFuture.completedFuture(false);
    }
    var accepted = new ArrayList<CompletableFuture<Boolean>>();
    for (var entry : posted.path("entry")) {
      for (var change : entry.path("changes")) {
        var value = change.path("value");
        if (FIELDS.contains(change.path("field").asText()) && isOurs(value)) {
          accept(value, accepted);
        }
      }
    }
    return Deduplicator.allOf(accepted);
  }

  private void accept(JsonNode value, List<CompletableFuture<Boolean>> accepted) {
    var incoming = new Incoming(number, clock.instant());
    value.path("statuses").forEach(status -> incoming.status(status).forEach(this::publish));
    for (var messages : List.of(value.path("messages"), value.path("message_echoes"))) {
      for (var message : messages) {
        accepted.add(receiver.accept(number, message, value.path("contacts")));
      }
    }
  }

  private boolean isOurs(JsonNode value) {
    return value.at("/metadata/phone_number_id").asText().equals(api.settings().phone());
  }

  // State and events

  private void lose(Fault fault) {
    synchronized (this) {
      if (state == State.LOST || state == State.CLOSED) {
        return;
      }
      state = State.LOST;
      publish(new Event.Lost(fault, Optional.empty()));
    }
  }

  private void publishArrived(Event.Arrival arrival) {
    if (arrival instanceof Event.Received message && message.direction() == Direction.INBOUND) {
      lastReceived.put(message.peer(), message.id());
    }
    publish(arrival);
  }

  private void publish(Event event) {
    mailbox.offer(
        () -> {
          if (state != State.CLOSED) {
            events.accept(event);
          }
        });
  }
}
