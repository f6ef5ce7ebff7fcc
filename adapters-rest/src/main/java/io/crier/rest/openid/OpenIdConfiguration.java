package io.crier.rest.openid;

import io.crier.application.users.SignInAtProvider.Joining;
import io.crier.domain.accounts.AccountId;
import java.net.URI;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.UUID;
import java.util.stream.Collectors;
import org.eclipse.microprofile.config.Config;

/**
 * The operator's settings of the provider.
 *
 * @param name what people call it
 */
public record OpenIdConfiguration(
    String issuer, String clientId, String clientSecret, String name, Joining joining) {

  private static final Set<String> LOCAL_HOSTS = Set.of("localhost", "127.0.0.1", "[::1]");

  public OpenIdConfiguration {
    if (!isSafe(URI.create(issuer))) {
      throw new IllegalArgumentException("CRIER_OIDC_ISSUER must begin with https://");
    }
  }

  /** Reads each key once; empty without an issuer. */
  public static Optional<OpenIdConfiguration> of(Config config) {
    return config
        .getOptionalValue("crier.oidc.issuer", String.class)
        .map(
            issuer ->
                new OpenIdConfiguration(
                    issuer,
                    config.getValue("crier.oidc.client-id", String.class),
                    config.getValue("crier.oidc.client-secret", String.class),
                    config
                        .getOptionalValue("crier.oidc.name", String.class)
                        .orElse("OpenID Connect"),
                    joining(config)));
  }

  private static Joining joining(Config config) {
    var domains =
        config.getOptionalValues("crier.oidc.domains", String.class).orElse(List.of()).stream()
            .map(it -> it.strip().toLowerCase(Locale.ROOT))
            .collect(Collectors.toSet());
    return domains.isEmpty()
        ? Joining.NONE
        : new Joining(
            domains, Optional.of(new AccountId(config.getValue("crier.oidc.account", UUID.class))));
  }

  /** Whether nobody in between can read or change what is sent there. */
  static boolean isSafe(URI address) {
    return address.getHost() != null
        && ("https".equalsIgnoreCase(address.getScheme())
            || "http".equalsIgnoreCase(address.getScheme())
                && LOCAL_HOSTS.contains(address.getHost()));
  }

  @Override
  public String toString() {
    return "OpenIdConfiguration[" + issuer + "]";
  }
}
