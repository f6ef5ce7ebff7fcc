package io.crier.rest.openid;

import com.nimbusds.jose.JWSAlgorithm;
import com.nimbusds.jose.jwk.source.JWKSourceBuilder;
import com.nimbusds.jose.proc.JWSVerificationKeySelector;
import com.nimbusds.jose.proc.SecurityContext;
import com.nimbusds.oauth2.sdk.ParseException;
import com.nimbusds.oauth2.sdk.id.ClientID;
import com.nimbusds.oauth2.sdk.id.Issuer;
import com.nimbusds.openid.connect.sdk.op.OIDCProviderMetadata;
import com.nimbusds.openid.connect.sdk.validators.IDTokenValidator;
import java.io.IOException;
import java.net.URI;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Set;

/** Reads what the provider says about itself; anew every hour, and not again soon if it fails. */
final class Discovery {

  private static final String WELL_KNOWN = "/.well-known/openid-configuration";
  private static final Duration VALIDITY = Duration.ofHours(1);
  private static final Duration PAUSE = Duration.ofSeconds(5);

  /** Signatures with a public key only: no {@code none}, no shared secrets. */
  private static final Set<JWSAlgorithm> ALGORITHMS = publicKeyAlgorithms();

  private final OpenIdConfiguration configuration;
  private final ProviderHttp http;
  private final InstantSource clock;
  private Discovered discovered;
  private Instant next = Instant.MIN;

  Discovery(OpenIdConfiguration configuration, ProviderHttp http, InstantSource clock) {
    this.configuration = configuration;
    this.http = http;
    this.clock = clock;
  }

  /** A provider whose tokens can be checked. */
  record Discovered(OIDCProviderMetadata metadata, IDTokenValidator validator) {}

  /** What was read last, if it cannot be read again. */
  synchronized Discovered discover() throws IOException {
    var now = clock.instant();
    if (now.isBefore(next)) {
      return known();
    }
    next = now.plus(PAUSE);
    try {
      discovered = read();
      next = now.plus(VALIDITY);
    } catch (IOException failure) {
      if (discovered == null) {
        throw failure;
      }
    }
    return known();
  }

  private Discovered known() throws IOException {
    if (discovered == null) {
      throw new IOException("the provider has not responded a moment ago");
    }
    return discovered;
  }

  private Discovered read() throws IOException {
    var issuer = new Issuer(configuration.issuer());
    var address = URI.create(configuration.issuer().replaceAll("/$", "") + WELL_KNOWN);
    try {
      var metadata =
          OIDCProviderMetadata.parse(http.retrieveResource(address.toURL()).getContent());
      if (!metadata.getIssuer().equals(issuer)) {
        throw new IOException("the provider says that it is another than CRIER_OIDC_ISSUER");
      }
      if (metadata.getAuthorizationEndpointURI() == null
          || !OpenIdConfiguration.isSafe(metadata.getAuthorizationEndpointURI())
          || metadata.getTokenEndpointURI() == null
          || metadata.getJWKSetURI() == null) {
        throw new IOException("the provider does not name its addresses, or not with https");
      }
      return new Discovered(metadata, validator(issuer, metadata.getJWKSetURI()));
    } catch (ParseException nonsense) {
      throw new IOException(
          "the provider does not describe itself: " + nonsense.getMessage(), nonsense);
    }
  }

  private IDTokenValidator validator(Issuer issuer, URI keys) throws IOException {
    var source =
        JWKSourceBuilder.<SecurityContext>create(keys.toURL(), http)
            .refreshAheadCache(false)
            .retrying(false)
            .build();
    return new IDTokenValidator(
        issuer,
        new ClientID(configuration.clientId()),
        new JWSVerificationKeySelector<>(ALGORITHMS, source),
        null);
  }

  private static Set<JWSAlgorithm> publicKeyAlgorithms() {
    var algorithms = new HashSet<JWSAlgorithm>(JWSAlgorithm.Family.RSA);
    algorithms.addAll(JWSAlgorithm.Family.EC);
    return Set.copyOf(algorithms);
  }
}
