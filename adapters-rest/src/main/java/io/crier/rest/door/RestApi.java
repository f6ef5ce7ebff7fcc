package io.crier.rest.door;

import jakarta.ws.rs.ApplicationPath;
import jakarta.ws.rs.core.Application;
import org.eclipse.microprofile.openapi.annotations.OpenAPIDefinition;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeIn;
import org.eclipse.microprofile.openapi.annotations.enums.SecuritySchemeType;
import org.eclipse.microprofile.openapi.annotations.info.Info;
import org.eclipse.microprofile.openapi.annotations.security.SecurityRequirement;
import org.eclipse.microprofile.openapi.annotations.security.SecurityScheme;
import org.eclipse.microprofile.openapi.annotations.tags.Tag;

/** All that is served by resources: the API under {@code /v1}, and its relatives beside it. */
@ApplicationPath("/")
@OpenAPIDefinition(
    info =
        @Info(
            title = "Crier",
            version = "1",
            description =
                "Sends and receives WhatsApp messages. Errors are application/problem+json with a"
                    + " stable code; times are ISO 8601 in UTC; unknown fields are refused."),
    tags = {
      @Tag(name = "Sessions", description = "WhatsApp identities and how to link them"),
      @Tag(name = "Messages", description = "What is sent, and what came of it"),
      @Tag(name = "Subscriptions", description = "Which posts on X are told to which phones"),
      @Tag(name = "Notifications", description = "What phones were told of X"),
      @Tag(
          name = "X accounts",
          description = "Whom you are subscribed to, and how well they are watched"),
      @Tag(name = "Webhooks", description = "Where events are posted"),
      @Tag(name = "Events", description = "Events as they happen"),
      @Tag(name = "Account", description = "The caller's account and what it may use"),
      @Tag(name = "API keys", description = "Keys by which programs speak for the account"),
      @Tag(name = "Operator", description = "For those who run the server")
    },
    security = {@SecurityRequirement(name = "bearer"), @SecurityRequirement(name = "apiKey")})
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
public class RestApi extends Application {}
