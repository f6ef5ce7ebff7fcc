package io.crier.whatsapp.web;

import static io.crier.domain.sessions.Fault.ENGINE_FAILED;
import static io.crier.domain.sessions.Fault.NOT_CONNECTED;
import static java.nio.charset.StandardCharsets.UTF_8;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.application.sessions.Keyring;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.Scheduler;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.Duration;
import java.util.HashMap;
import java.util.HashSet;
import java.util.function.BooleanSupplier;
import java.util.function.Consumer;

/** Loads and saves the keys of a session for the side process, and what it has received. */
final class SessionKeys {

  private static final Logger LOG = System.getLogger(SessionKeys.class.getName());

  /** How long kept messages wait for a change of keys to be marked with. */
  private static final Duration MARK_AFTER = Duration.ofSeconds(5);

  private final SessionId session;
  private final Keyring keyring;
  private final ProcessLink link;
  private final Scheduler scheduler;
  private final BooleanSupplier closed;
  private final Consumer<Fault> failure;
  private final Inbox inbox = new Inbox();
  private boolean cleared;

  /**
   * @param closed whether keys may no longer be changed
   * @param failure is called when the connection cannot continue
   */
  SessionKeys(
      SessionId session,
      Keyring keyring,
      ProcessLink link,
      Scheduler scheduler,
      BooleanSupplier closed,
      Consumer<Fault> failure) {
    this.session = session;
    this.keyring = keyring;
    this.link = link;
    this.scheduler = scheduler;
    this.closed = closed;
    this.failure = failure;
  }

  void load(ObjectNode request) {
    var names = new HashSet<String>();
    request.get("names").forEach(name -> names.add(name.asText()));
    var answer = SideProcess.answer(request);
    var values = answer.putObject("values");
    read(
        request,
        answer,
        () ->
            keyring
                .get(names)
                .forEach((name, value) -> values.put(name, new String(value, UTF_8))));
  }

  void list(ObjectNode request) {
    var answer = SideProcess.answer(request);
    var names = answer.putArray("names");
    read(request, answer, () -> keyring.names(request.get("prefix").asText()).forEach(names::add));
  }

  private void read(ObjectNode request, ObjectNode answer, Runnable reading) {
    try {
      reading.run();
      link.send(answer);
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the keys of session " + session.value() + " cannot be read", e);
      fail(request, "unreadable");
      failure.accept(ENGINE_FAILED);
    }
  }

  /** A failed change ends the connection, because the process and the keyring then differ. */
  void save(ObjectNode request) {
    var changed = new HashMap<String, byte[]>();
    request.get("put").properties().forEach(it -> changed.put(it.getKey(), bytes(it.getValue())));
    var removed = new HashSet<String>();
    request.get("remove").forEach(name -> removed.add(name.asText()));
    try {
      synchronized (keyring) {
        if (closed.getAsBoolean()) {
          fail(request, "closed");
          return;
        }
        inbox.addTo(changed, removed, scheduler.now());
        keyring.change(changed, removed);
      }
      link.send(SideProcess.answer(request));
    } catch (RuntimeException e) {
      LOG.log(Level.WARNING, "the keys of session " + session.value() + " cannot be saved", e);
      fail(request, "refused");
      failure.accept(NOT_CONNECTED);
    }
  }

  private void fail(ObjectNode request, String error) {
    link.send(SideProcess.answer(request).put("error", error));
  }

  private static byte[] bytes(JsonNode text) {
    return text.asText().getBytes(UTF_8);
  }

  /**
   * Called once a message is kept, or needs not to be.
   *
   * @param lost whether there will be no more changes of keys
   */
  void kept(String message, boolean lost) {
    if (inbox.add(message) && !lost) {
      scheduler.after(MARK_AFTER, () -> scheduler.executor().execute(this::markKept));
    } else if (lost) {
      markKept();
    }
  }

  /** If it fails, the messages are received again, and recognized as known. */
  void markKept() {
    var changed = new HashMap<String, byte[]>();
    var removed = new HashSet<String>();
    try {
      synchronized (keyring) {
        if (cleared || inbox.isEmpty()) {
          return;
        }
        inbox.addTo(changed, removed, scheduler.now());
        keyring.change(changed, removed);
      }
    } catch (RuntimeException e) {
      LOG.log(Level.DEBUG, "the messages of session " + session.value() + " cannot be marked", e);
    }
  }

  void clear() {
    synchronized (keyring) {
      cleared = true;
      keyring.clear();
    }
  }
}
