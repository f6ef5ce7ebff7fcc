package io.crier.application.users;

import io.crier.domain.users.Email;
import io.crier.domain.users.Identity;
import java.net.URI;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;

/** A provider in memory, at which everybody can be anybody. */
public final class InMemoryIdentityProvider implements IdentityProvider {

  static final String ISSUER = "https://provider.example";

  private final Map<String, Visit> visits = new HashMap<>();
  boolean available = true;

  private record Visit(String nonce, Answer.Confirmed person) {}

  @Override
  public String name() {
    return "Company account";
  }

  @Override
  public Optional<URI> address(Begun begun) {
    return available
        ? Optional.of(URI.create(ISSUER + "/?state=" + begun.state() + "&nonce=" + begun.nonce()))
        : Optional.empty();
  }

  /** Signs somebody in at the address; returns the code. */
  String signIn(URI address, String subject, Optional<String> verifiedEmail) {
    var code = UUID.randomUUID().toString();
    var nonce = address.getQuery().replaceFirst(".*nonce=", "");
    var person =
        new Answer.Confirmed(
            new Identity(ISSUER, subject), verifiedEmail.map(Email::parse), Optional.of("Fatima"));
    visits.put(code, new Visit(nonce, person));
    return code;
  }

  @Override
  public Answer redeem(Begun begun, String code) {
    if (!available) {
      return new Answer.Unavailable();
    }
    var visit = visits.remove(code);
    return visit != null && visit.nonce().equals(begun.nonce())
        ? visit.person()
        : new Answer.Invalid();
  }
}
