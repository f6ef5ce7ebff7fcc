package io.crier.whatsapp.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.sessions.Engine.Outcome;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Content;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import io.crier.domain.sessions.Fault;
import io.crier.whatsapp.Unreachable;
import jakarta.ws.rs.ProcessingException;
import java.io.FileNotFoundException;
import java.io.IOException;
import java.lang.System.Logger;
import java.lang.System.Logger.Level;
import java.time.InstantSource;
import java.util.Optional;

/** Sends a connected number's messages, read receipts and typing indicators to Meta. */
record MessageSender(NumberApi api, InstantSource clock) {

  private static final Logger LOG = System.getLogger(MessageSender.class.getName());

  Outcome send(WhatsAppId id, Recipient to, Optional<Address> address, Content content) {
    if (!Outgoing.canReach(to)) {
      return failed(Fault.UNSUPPORTED);
    }
    Optional<String> file;
    try {
      file =
          content instanceof Content.Media media
              ? Optional.of(api.upload(media.file()))
              : Optional.empty();
    } catch (GraphException e) {
      return failed(e, Fault.ENGINE_FAILED);
    } catch (ProcessingException e) {
      return failed(Unreachable.isCauseOf(e) ? Fault.NOT_CONNECTED : Fault.ENGINE_FAILED);
    } catch (FileNotFoundException expired) {
      return failed(Fault.CONTENT_REFUSED);
    } catch (IOException e) {
      LOG.log(Level.WARNING, "a file cannot be read", e);
      return failed(Fault.ENGINE_FAILED);
    }
    try {
      var response = api.post(Outgoing.message(id, to, address, content, file));
      var accepted = response.at("/messages/0/id");
      return accepted.isTextual()
          ? new Outcome.Sent(new WhatsAppId(accepted.textValue()), addressIn(response))
          : failed(Fault.UNKNOWN_OUTCOME);
    } catch (GraphException e) {
      return failed(e, Fault.UNKNOWN_OUTCOME);
    } catch (ProcessingException e) {
      return failed(Unreachable.isCauseOf(e) ? Fault.NOT_CONNECTED : Fault.UNKNOWN_OUTCOME);
    }
  }

  /** Where Meta sends it, which may be another number than the one it was given. */
  private static Optional<Address> addressIn(JsonNode response) {
    return Optional.ofNullable(response.at("/contacts/0/wa_id").textValue()).map(Address::new);
  }

  /**
   * @param whenUnknown the fault if it is unknown whether the request was carried out
   */
  private Outcome failed(GraphException e, Fault whenUnknown) {
    var fault = e.fault() == Fault.UNKNOWN_OUTCOME ? whenUnknown : e.fault();
    return new Outcome.Failed(e.failure(fault), e.until(clock.instant()));
  }

  static Outcome failed(Fault fault) {
    return new Outcome.Failed(fault, Optional.empty());
  }

  /** Marks a message as read, and optionally shows that a reply is being typed. */
  void read(WhatsAppId id, boolean typing) {
    attempt(Outgoing.read(id, typing));
  }

  private void attempt(JsonNode status) {
    try {
      api.post(status);
    } catch (GraphException | ProcessingException e) {
      LOG.log(Level.DEBUG, "Meta refused to mark a message as read", e);
    }
  }
}
