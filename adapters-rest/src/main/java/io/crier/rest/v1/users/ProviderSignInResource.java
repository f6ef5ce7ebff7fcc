package io.crier.rest.v1.users;

import static io.crier.domain.users.IdentityProblem.PROVIDER_NOT_FOUND;
import static io.crier.domain.users.IdentityProblem.SIGN_IN_NOT_BEGUN;

import io.crier.application.users.SignInAtProvider;
import io.crier.domain.Refused;
import io.crier.domain.users.LocalPath;
import io.crier.domain.users.SecretToken;
import io.crier.rest.door.ForeignQuery;
import io.crier.rest.door.SignInCookies;
import io.crier.rest.v1.JoinLinks;
import jakarta.enterprise.context.RequestScoped;
import jakarta.inject.Inject;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.ws.rs.GET;
import jakarta.ws.rs.Path;
import jakarta.ws.rs.PathParam;
import jakarta.ws.rs.QueryParam;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.core.Response;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.Base64;
import java.util.Optional;
import java.util.function.Supplier;
import org.eclipse.microprofile.openapi.annotations.Operation;
import org.eclipse.microprofile.openapi.annotations.media.Schema;
import org.eclipse.microprofile.openapi.annotations.parameters.Parameter;
import org.eclipse.microprofile.openapi.annotations.responses.APIResponse;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The way to a provider, where people sign in, and back. A browser follows it. */
@Path("/v1/sign-in/{provider}")
@Tag(name = "Users")
@RequestScoped
public class ProviderSignInResource {

  /** There is one provider at most. */
  static final String ID = "oidc";

  @Inject SignInAtProvider signInAtProvider;
  @Inject SignInCookies cookies;
  @Inject JoinLinks links;

  @Context HttpServletRequest request;

  @PathParam("provider")
  @Parameter(
      description = "the id of the provider",
      schema = @Schema(implementation = String.class, examples = ID))
  String provider;

  @GET
  @Operation(
      operationId = "signInAtProvider",
      summary = "Sign in at a provider",
      description =
          "For browsers: leads to the provider, and from there back to this server, which sets the"
              + " cookie of POST /v1/sign-in. What goes wrong is shown by the dashboard, or in JSON"
              + " if the request does not accept HTML. Needs no key.")
  @APIResponse(responseCode = "303", description = "The page of the provider is in Location")
  @APIResponse(responseCode = "400", description = "invalid_return")
  @APIResponse(responseCode = "403", description = "insecure_connection or csrf_token_invalid")
  @APIResponse(responseCode = "404", description = "provider_not_found")
  @APIResponse(responseCode = "503", description = "provider_unavailable")
  public Response begin(
      @QueryParam("return")
          @Parameter(
              description = "where to go afterwards: a path of this server",
              schema =
                  @Schema(implementation = String.class, examples = "/#/inbox", defaultValue = "/"))
          String wanted) {
    return orShown(
        () -> {
          requireProvider();
          cookies.requireOwnVisit(request);
          var target = wanted == null ? LocalPath.HOME : new LocalPath(wanted);
          var departure = signInAtProvider.begin(links.fromProvider(ID));
          return Response.seeOther(departure.address())
              .header(
                  HttpHeaders.SET_COOKIE,
                  cookies.setDeparture(request, kept(departure.token(), target)))
              .build();
        });
  }

  @GET
  @Path("/callback")
  @ForeignQuery
  @Operation(hidden = true)
  public Response finish(
      @QueryParam("state") String state,
      @QueryParam("code") String code,
      @QueryParam("error") String error) {
    return orShown(
        () -> {
          requireProvider();
          var kept = cookies.departure(request).orElse("").split("\\.", 2);
          var target = target(kept);
          var signedIn =
              signInAtProvider.finish(
                  SecretToken.parse(kept[0]),
                  links.fromProvider(ID),
                  new SignInAtProvider.Returned(
                      Optional.ofNullable(state),
                      Optional.ofNullable(code),
                      Optional.ofNullable(error)),
                  cookies.client(request));
          return Response.seeOther(URI.create(target.value()))
              .header(HttpHeaders.SET_COOKIE, cookies.clearDeparture(request))
              .header(HttpHeaders.SET_COOKIE, cookies.set(request, signedIn.token()))
              .build();
        });
  }

  /** People see what went wrong on the page where they can begin again. */
  private Response orShown(Supplier<Response> response) {
    try {
      return response.get();
    } catch (Refused refused) {
      var accepted = Optional.ofNullable(request.getHeader(HttpHeaders.ACCEPT)).orElse("");
      if (!accepted.contains(MediaType.TEXT_HTML)) {
        throw refused;
      }
      return Response.seeOther(URI.create("/#/sign-in?problem=" + refused.problem().code()))
          .build();
    }
  }

  private void requireProvider() {
    if (!provider.equals(ID) || signInAtProvider.providerName().isEmpty()) {
      throw new Refused(PROVIDER_NOT_FOUND);
    }
  }

  private static String kept(SecretToken token, LocalPath target) {
    return token.value()
        + "."
        + Base64.getUrlEncoder()
            .withoutPadding()
            .encodeToString(target.value().getBytes(StandardCharsets.UTF_8));
  }

  /** Checked again, because cookies can be changed. */
  private static LocalPath target(String[] kept) {
    try {
      return new LocalPath(
          new String(Base64.getUrlDecoder().decode(kept[1]), StandardCharsets.UTF_8));
    } catch (IllegalArgumentException | ArrayIndexOutOfBoundsException changed) {
      throw new Refused(SIGN_IN_NOT_BEGUN);
    }
  }
}
