package io.crier.rest.openid;

import static java.lang.System.Logger.Level.WARNING;

import com.nimbusds.jose.JOSEException;
import com.nimbusds.jose.KeySourceException;
import com.nimbusds.jose.proc.BadJOSEException;
import com.nimbusds.oauth2.sdk.AuthorizationCode;
import com.nimbusds.oauth2.sdk.AuthorizationCodeGrant;
import com.nimbusds.oauth2.sdk.OAuth2Error;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.ResponseType;
import com.nimbusds.oauth2.sdk.Scope;
import com.nimbusds.oauth2.sdk.TokenRequest;
import com.nimbusds.oauth2.sdk.auth.ClientAuthentication;
import com.nimbusds.oauth2.sdk.auth.ClientAuthenticationMethod;
import com.nimbusds.oauth2.sdk.auth.ClientSecretBasic;
import com.nimbusds.oauth2.sdk.auth.ClientSecretPost;
import com.nimbusds.oauth2.sdk.auth.Secret;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.State;
import com.nimbusds.oauth2.sdk.pkce.CodeChallengeMethod;
import com.nimbusds.oauth2.sdk.pkce.CodeVerifier;
import com.nimbusds.openid.connect.sdk.AuthenticationRequest;
import com.nimbusds.openid.connect.sdk.Nonce;
import com.nimbusds.openid.connect.sdk.OIDCTokenResponseParser;
import com.nimbusds.openid.connect.sdk.UserInfoRequest;
import com.nimbusds.openid.connect.sdk.UserInfoResponse;
import com.nimbusds.openid.connect.sdk.claims.ClaimsSet;
import com.nimbusds.openid.connect.sdk.claims.IDTokenClaimsSet;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.token.OIDCTokens;
import io.crier.application.users.IdentityProvider;
import io.crier.domain.Refused;
import io.crier.domain.users.Email;
import io.crier.domain.users.Identity;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.InstantSource;
import java.util.List;
import java.util.Optional;

/** An OpenID Connect provider: authorization code, PKCE and nonce. */
public final class OpenIdProvider implements IdentityProvider, AutoCloseable {

  private static final System.Logger LOG = System.getLogger(OpenIdProvider.class.getName());
  private static final Scope SCOPE = new Scope("openid", "email", "profile");
  private static final String EMAIL = "email";
  private static final String EMAIL_VERIFIED = "email_verified";

  private final OpenIdConfiguration configuration;
  private final ProviderHttp http;
  private final Discovery discovery;

  public OpenIdProvider(OpenIdConfiguration configuration, Duration deadline, InstantSource clock) {
    this.configuration = configuration;
    this.http = new ProviderHttp(deadline);
    this.discovery = new Discovery(configuration, http, clock);
  }

  @Override
  public String name() {
    return configuration.name();
  }

  @Override
  public Optional<URI> address(Begun begun) {
    try {
      return Optional.of(
          new AuthenticationRequest.Builder(ResponseType.CODE, SCOPE, clientId(), begun.back())
              .endpointURI(discovery.discover().metadata().getAuthorizationEndpointURI())
              .state(new State(begun.state()))
              .nonce(new Nonce(begun.nonce()))
              .codeChallenge(new CodeVerifier(begun.verifier()), CodeChallengeMethod.S256)
              .build()
              .toURI());
    } catch (IOException failure) {
      log(failure);
      return Optional.empty();
    }
  }

  @Override
  public Answer redeem(Begun begun, String code) {
    try {
      var discovered = discovery.discover();
      var response =
          OIDCTokenResponseParser.parse(
              tokenRequest(discovered.metadata(), begun, code).toHTTPRequest().send(http));
      if (!response.indicatesSuccess()) {
        var error = response.toErrorResponse().getErrorObject();
        LOG.log(WARNING, "The OpenID provider refuses a code: {0}", line(error.getCode()));
        return OAuth2Error.INVALID_GRANT.equals(error)
            ? new Answer.Invalid()
            : new Answer.Unavailable();
      }
      var tokens = (OIDCTokens) response.toSuccessResponse().getTokens();
      if (tokens.getIDToken() == null) {
        throw new ParseException("there is no ID token");
      }
      var claims = discovered.validator().validate(tokens.getIDToken(), new Nonce(begun.nonce()));
      requireIssuedToUs(claims);
      return confirmed(claims, withEmail(claims, tokens, discovered.metadata()));
    } catch (IOException | KeySourceException failure) {
      log(failure);
      return new Answer.Unavailable();
    } catch (ParseException | BadJOSEException | JOSEException | IllegalArgumentException invalid) {
      log(invalid);
      return new Answer.Invalid();
    }
  }

  private void requireIssuedToUs(IDTokenClaimsSet claims) throws ParseException {
    var party = claims.getAuthorizedParty();
    if (party != null && !party.getValue().equals(configuration.clientId())) {
      throw new ParseException("the ID token was issued to another application");
    }
  }

  private TokenRequest tokenRequest(OIDCProviderMetadata metadata, Begun begun, String code) {
    return new TokenRequest.Builder(
            metadata.getTokenEndpointURI(),
            authentication(metadata),
            new AuthorizationCodeGrant(
                new AuthorizationCode(code), begun.back(), new CodeVerifier(begun.verifier())))
        .build();
  }

  /** In a header, unless the provider takes it in the body only. */
  private ClientAuthentication authentication(OIDCProviderMetadata metadata) {
    var secret = new Secret(configuration.clientSecret());
    var methods =
        Optional.ofNullable(metadata.getTokenEndpointAuthMethods())
            .orElse(List.of(ClientAuthenticationMethod.CLIENT_SECRET_BASIC));
    return methods.contains(ClientAuthenticationMethod.CLIENT_SECRET_BASIC)
        ? new ClientSecretBasic(clientId(), secret)
        : new ClientSecretPost(clientId(), secret);
  }

  /** The claims with the email: those of the ID token, or of the provider's answer about it. */
  private ClaimsSet withEmail(
      IDTokenClaimsSet claims, OIDCTokens tokens, OIDCProviderMetadata metadata)
      throws IOException, ParseException {
    var address = metadata.getUserInfoEndpointURI();
    var token = tokens.getBearerAccessToken();
    var complete = claims.getClaim(EMAIL) != null && claims.getClaim(EMAIL_VERIFIED) != null;
    if (complete || address == null || token == null) {
      return claims;
    }
    var response =
        UserInfoResponse.parse(new UserInfoRequest(address, token).toHTTPRequest().send(http));
    if (!response.indicatesSuccess()) {
      return claims;
    }
    var info = response.toSuccessResponse().getUserInfo();
    if (info == null || !claims.getSubject().equals(info.getSubject())) {
      throw new ParseException("the user information is about somebody else");
    }
    return info;
  }

  private static Answer confirmed(IDTokenClaimsSet claims, ClaimsSet described) {
    var identity = new Identity(claims.getIssuer().getValue(), claims.getSubject().getValue());
    var isVerified = String.valueOf(described.getClaim(EMAIL_VERIFIED)).equals("true");
    return new Answer.Confirmed(
        identity,
        text(described, EMAIL).filter(it -> isVerified).flatMap(OpenIdProvider::email),
        text(described, "name"));
  }

  private static Optional<Email> email(String text) {
    try {
      return Optional.of(Email.parse(text));
    } catch (Refused noEmail) {
      return Optional.empty();
    }
  }

  private static Optional<String> text(ClaimsSet claims, String name) {
    return Optional.ofNullable(claims.getClaim(name))
        .filter(String.class::isInstance)
        .map(String.class::cast);
  }

  private ClientID clientId() {
    return new ClientID(configuration.clientId());
  }

  /** The messages say what is wrong, without the tokens. */
  private static void log(Exception failure) {
    LOG.log(WARNING, "The OpenID provider cannot be used: {0}", line(failure.getMessage()));
  }

  private static String line(String text) {
    var line = String.valueOf(text).replaceAll("\\p{Cntrl}", " ");
    return line.substring(0, Math.min(line.length(), 300));
  }

  @Override
  public void close() {
    http.close();
  }
}
