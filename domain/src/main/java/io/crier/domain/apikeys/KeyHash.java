package io.crier.domain.apikeys;

import java.security.MessageDigest;
import java.util.Arrays;

/** A keyed hash of the secret part of an API key, compared in constant time. */
public record KeyHash(byte[] value) {

  @Override
  public boolean equals(Object other) {
    return other instanceof KeyHash hash && MessageDigest.isEqual(value, hash.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return "KeyHash";
  }
}
