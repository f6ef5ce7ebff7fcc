package io.crier.whatsapp.waha;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.domain.Refused;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Change;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.SessionProblem;
import io.crier.whatsapp.Unreachable;
import jakarta.ws.rs.ProcessingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** Sends a connected session's messages, read receipts and typing indicators through WAHA. */
record MessageSender(SessionApi api, WahaFiles files, WahaChannels channels) {

  private static final Logger LOG = System.getLogger(MessageSender.class.getName());

  Outcome send(WhatsAppId id, Recipient to, Optional<Address> address, Content content) {
    var chat = address.map(Address::value).orElseGet(() -> Ids.chat(to));
    if (!chat.contains("@")) {
      return failed(Fault.UNSUPPORTED);
    }
    if (to instanceof Recipient.Channel channel) {
      var refusal = channels.refusal(channel);
      if (refusal.isPresent()) {
        return failed(refusal.get());
      }
    }
    try {
      if (content instanceof Change change) {
        api.change(chat, change);
        // WAHA answers with the message that has changed.
        return new Outcome.Sent(id);
      }
      var response = submit(Outgoing.message(api.settings().session(), chat, content), content);
      // WAHA returns no id for a reaction.
      return Ids.of(response)
          .or(() -> content instanceof Content.Reaction ? Optional.of(id) : Optional.empty())
          .<Outcome>map(Outcome.Sent::new)
          .orElseGet(() -> failed(Fault.UNKNOWN_OUTCOME));
    } catch (WahaException e) {
      return new Outcome.Failed(e.failure(faultOf(e, to)), Optional.empty());
    } catch (FileNotFoundException expired) {
      return failed(Fault.CONTENT_REFUSED);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a file cannot be read", e);
      return failed(Fault.ENGINE_FAILED);
    } catch (ProcessingException e) {
      return failed(Unreachable.isCauseOf(e) ? Fault.NOT_CONNECTED : Fault.UNKNOWN_OUTCOME);
    }
  }

  private JsonNode submit(Outgoing message, Content content) throws IOException {
    if (content instanceof Content.Reaction) {
      return api.react(message);
    }
    if (content instanceof Content.Media media) {
      try (var bytes = files.open(media.file())) {
        var mimeType = media.file().mimeType();
        var file = new FileMessage(message.body(), mimeType, Outgoing.filename(media), bytes);
        return api.send(message.verb(), file);
      }
    }
    return api.send(message);
  }

  /** WAHA gives no reason for a failure, so this checks what the recipient is now. */
  private Fault faultOf(WahaException e, Recipient to) {
    var fault = e.fault();
    if (to instanceof Recipient.Channel channel && !endsConnection(fault)) {
      return channels.refusalOfFailed(channel).orElse(fault);
    }
    return !endsConnection(fault) && to instanceof Recipient.Phone phone && isAbsent(phone.number())
        ? Fault.RECIPIENT_NOT_ON_WHATSAPP
        : fault;
  }

  private boolean isAbsent(PhoneNumber number) {
    try {
      return api.addressOf(number).isEmpty();
    } catch (RuntimeException unknown) {
      return false;
    }
  }

  /** Whether a send that fails with this fault shows that the connection is lost. */
  static boolean endsConnection(Fault fault) {
    return fault == Fault.NOT_CONNECTED || fault.status().needsSomebody();
  }

  static Outcome failed(Fault fault) {
    return new Outcome.Failed(fault, Optional.empty());
  }

  Map<PhoneNumber, Optional<Address>> check(Set<PhoneNumber> numbers) {
    var found = new HashMap<PhoneNumber, Optional<Address>>();
    try {
      for (var number : numbers) {
        found.put(number, api.addressOf(number));
      }
    } catch (WahaException | ProcessingException e) {
      LOG.log(Level.WARNING, "failed to check whether a number is on WhatsApp", e);
      throw new Refused(SessionProblem.NOT_CONNECTED);
    }
    return found;
  }

  void typing(Recipient to, boolean on) {
    attempt(() -> api.post(on ? "startTyping" : "stopTyping", Ids.chat(to), Optional.empty()));
  }

  void seen(Recipient from, WhatsAppId id, Optional<Recipient> author) {
    var chat = Ids.chat(from);
    var by = author.map(it -> "_" + Ids.chat(it)).orElse("");
    var message = "false_" + chat + "_" + id.value() + by;
    attempt(() -> api.post("sendSeen", chat, Optional.of(message)));
  }

  /** Makes a call whose failure does not matter; returns whether it succeeded. */
  static boolean attempt(Runnable call) {
    try {
      call.run();
      return true;
    } catch (WahaException | ProcessingException e) {
      LOG.log(Level.DEBUG, "WAHA refused an optional request", e);
      return false;
    }
  }
}
