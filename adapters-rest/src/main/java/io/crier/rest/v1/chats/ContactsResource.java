package io.crier.rest.v1.chats;

import static io.crier.domain.chats.ChatProblem.CONTACT_NOT_FOUND;
import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;

import io.crier.application.chats.FindContacts;
import io.crier.domain.Refused;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.SessionId;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Cursors;
import io.crier.rest.door.Ids;
import io.crier.rest.v1.Page;
import io.crier.rest.v1.PageQuery;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.BeanParam;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponseSchema;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The people whom a session knows. */
@Path("/v1/sessions/{id}/contacts")
@Tag(
    name = "Contacts",
    description =
        "The people of whom a session knows that they are on WhatsApp, because it has asked or"
            + " because they have exchanged messages.")
@Produces(MediaType.APPLICATION_JSON)
@RequestScoped
public class ContactsResource {

  private static final String LIST = "contacts";

  @Inject FindContacts findContacts;
  @Inject Cursors cursors;
  @Inject Caller caller;

  @GET
  @Operation(
      operationId = "listContacts",
      summary = "List the people whom the session knows to be on WhatsApp")
  @APIResponse(responseCode = "200", description = "A page of contacts")
  @APIResponse(responseCode = "404", description = "session_not_found")
  public Page<ContactView> list(@PathParam("id") String id, @BeanParam PageQuery query) {
    return Page.of(
        cursors,
        LIST,
        findContacts.list(
            caller.actor(),
            session(id),
            query.after(cursors, LIST, Recipient::parse),
            query.limit()),
        known -> known.contact().recipient().text(),
        ContactView::of);
  }

  @GET
  @Path("/{contact}")
  @Operation(
      operationId = "getContact",
      summary = "Show somebody whom the session knows",
      description = "By any of the names that WhatsApp knows them by. Does not ask WhatsApp.")
  @APIResponseSchema(value = ContactView.class, responseDescription = "The contact")
  @APIResponse(responseCode = "404", description = "session_not_found or contact_not_found")
  public ContactView show(@PathParam("id") String id, @PathParam("contact") String contact) {
    return ContactView.of(findContacts.find(caller.actor(), session(id), contact(contact)));
  }

  private static SessionId session(String id) {
    return new SessionId(Ids.parse(id, SESSION_NOT_FOUND));
  }

  private static Recipient contact(String text) {
    try {
      return Recipient.parse(text);
    } catch (Refused notOne) {
      throw new Refused(CONTACT_NOT_FOUND);
    }
  }
}
