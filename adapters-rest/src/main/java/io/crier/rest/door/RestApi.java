package io.crier.rest.door;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeIn;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Contact;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.info.License;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** The JAX-RS application that serves all resources: {@code /v1} and the other paths beside it. */
@ApplicationPath("/")
@OpenAPIDefinition(
    info =
        @Info(
            title = "Crier",
            version = "1",
            description =
                "Sends and receives WhatsApp messages. Errors are application/problem+json with a"
                    + " stable code; times are ISO 8601 in UTC; unknown fields are rejected, and"
                    + " null counts as absent unless a field says otherwise.",
            contact = @Contact(name = "The operator of this server"),
            license =
                @License(name = "Apache-2.0", url = "https://www.apache.org/licenses/LICENSE-2.0")),
    tags = {
      @Tag(name = "Sessions", description = "WhatsApp identities: create, link and control them"),
      @Tag(name = "Messages", description = "Send messages and follow their status"),
      @Tag(
          name = "Subscriptions",
          description = "Which authors on X each phone receives alerts for"),
      @Tag(
          name = "Notifications",
          description = "Alerts about posts on X and their delivery status"),
      @Tag(
          name = "X accounts",
          description = "The authors you are subscribed to, and whether their posts can be seen"),
      @Tag(name = "Webhooks", description = "Endpoints that receive events"),
      @Tag(name = "Events", description = "A live stream of events"),
      @Tag(name = "Account", description = "The caller's account, its plan and usage"),
      @Tag(name = "Users", description = "People who sign in, and signing in itself"),
      @Tag(name = "API keys", description = "Keys with which programs act for the account"),
      @Tag(name = "Operator", description = "Administration of the server")
    },
    security = {
      @SecurityRequirement(name = "bearer"),
      @SecurityRequirement(name = "apiKey"),
      @SecurityRequirement(name = "signIn")
    })
@SecurityScheme(
    securitySchemeName = "bearer",
    type = SecuritySchemeType.HTTP,
    scheme = "bearer",
    description = "Authorization: Bearer crl_…")
@SecurityScheme(
    securitySchemeName = "apiKey",
    type = SecuritySchemeType.APIKEY,
    in = SecuritySchemeIn.HEADER,
    apiKeyName = "X-Api-Key",
    description = "X-Api-Key: crl_…")
@SecurityScheme(
    securitySchemeName = "signIn",
    type = SecuritySchemeType.APIKEY,
    in = SecuritySchemeIn.COOKIE,
    apiKeyName = "__Host-crier",
    description =
        "The cookie of POST /v1/sign-in; crier-local on http://localhost. What changes something"
            + " needs csrfToken of GET /v1/me in X-CSRF-Token as well.")
public class RestApi extends Application {}
