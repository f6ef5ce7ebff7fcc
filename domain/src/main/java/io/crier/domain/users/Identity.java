package io.crier.domain.users;

import io.crier.domain.TextRule;

/**
 * Who somebody is at a provider.
 *
 * @param issuer the provider
 * @param subject its name for the person, which it never gives to anybody else
 */
public record Identity(String issuer, String subject) {

  /** How long the name of a provider is. */
  public static final TextRule ISSUER = TextRule.text(1, 500);

  /** How long a provider's name for a person is. */
  public static final TextRule SUBJECT = TextRule.text(1, 255);

  public Identity {
    if (!ISSUER.allows(issuer) || !SUBJECT.allows(subject)) {
      throw new IllegalArgumentException("issuer or subject is empty or too long");
    }
  }
}
