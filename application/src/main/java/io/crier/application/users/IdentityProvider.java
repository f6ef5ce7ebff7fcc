package io.crier.application.users;

import io.crier.domain.users.Email;
import io.crier.domain.users.Identity;
import io.crier.domain.users.SecretToken;
import java.net.URI;
import java.util.Optional;

/**
 * A server where people sign in instead. Slow and fallible: never call it within a unit of work.
 */
public interface IdentityProvider {

  /** What people call it. */
  String name();

  /** Where the browser goes to sign in; empty if the provider does not respond. */
  Optional<URI> address(Begun begun);

  /** Who has come back with this code. */
  Answer redeem(Begun begun, String code);

  /**
   * A sign-in that has begun in a browser.
   *
   * @param token what only this browser knows; everything else follows from it, so that nothing
   *     needs to be stored
   * @param back where the provider sends the browser
   */
  record Begun(SecretToken token, URI back) {

    /** Comes back with the browser. */
    public String state() {
      return token.derive("state");
    }

    /** Comes back in what the provider signs. */
    public String nonce() {
      return token.derive("nonce");
    }

    /** Proves to the provider that the code is redeemed by whom it was made for. */
    public String verifier() {
      return token.derive("verifier");
    }
  }

  /** What a provider says about a code. */
  sealed interface Answer {

    /**
     * It vouches for this person.
     *
     * @param verifiedEmail empty if it does not say that it has verified one
     */
    record Confirmed(Identity identity, Optional<Email> verifiedEmail, Optional<String> name)
        implements Answer {}

    /** The code, or what it was exchanged for, is not valid. */
    record Invalid() implements Answer {}

    record Unavailable() implements Answer {}
  }
}
