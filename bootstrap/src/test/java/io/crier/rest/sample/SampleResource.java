package io.crier.rest.sample;

import io.crier.application.accounts.ShowAccount;
import io.crier.rest.door.Caller;
import io.crier.rest.door.Deprecation;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.POST;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.Produces;
import jakarta.ws.rs.core.MediaType;
import org.eclipse.microprofile.openapi.annotations.Operation;

/** The resource of the sample face. */
@Path("/sample")
@Produces(MediaType.TEXT_PLAIN)
@RequestScoped
public class SampleResource {

  @Inject ShowAccount showAccount;
  @Inject Caller caller;

  @GET
  @Path("/whoami")
  @Operation(summary = "Show whose key it is")
  public String whoAmI() {
    return "OK " + showAccount.own(caller.actor()).account().name();
  }

  @GET
  @Path("/open")
  @Operation(summary = "Answer to anybody")
  public String open() {
    return "OK";
  }

  @GET
  @Path("/old")
  @Deprecation(since = "2026-01-31", sunset = "2027-02-01")
  @Operation(summary = "Answer to those who have not moved on")
  public String old() {
    return "OK";
  }

  @POST
  @Path("/echo")
  @Operation(summary = "Answer what was posted")
  public String echo(String body) {
    return body;
  }
}
