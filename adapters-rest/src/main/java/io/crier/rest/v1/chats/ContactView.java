package io.crier.rest.v1.chats;

import io.crier.application.chats.FindContacts;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.PhoneNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Somebody whom a session knows. */
@Schema(name = "KnownContact")
public record ContactView(
    @Schema(
            required = true,
            description = "by which Crier names the person: a number or, without one, a hidden id",
            examples = "+966507654321")
        String id,
    @Schema(description = "what they call themselves, if they have written", examples = "Fatima")
        Optional<String> name,
    @Schema(
            required = true,
            description = "the numbers by which WhatsApp knows them: none, one, or two forms of it",
            examples = "[\"+966507654321\"]")
        List<String> numbers,
    @Schema(
            description = "the address that WhatsApp delivers to",
            examples = "966507654321@s.whatsapp.net")
        Optional<String> address,
    @Schema(description = "when the first message was exchanged") Optional<Instant> metAt,
    @Schema(required = true, description = "whether they are blocked, as far as it has been seen")
        boolean blocked) {

  static ContactView of(FindContacts.Known known) {
    var contact = known.contact();
    return new ContactView(
        contact.recipient().text(),
        known.name(),
        Stream.concat(
                Stream.of(contact.recipient())
                    .filter(Recipient.Phone.class::isInstance)
                    .map(Recipient::text),
                contact.also().stream().map(PhoneNumber::value))
            .toList(),
        contact.address().map(Address::value),
        contact.metAt(),
        known.blocked());
  }
}
