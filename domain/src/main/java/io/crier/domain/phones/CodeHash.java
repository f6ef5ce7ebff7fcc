package io.crier.domain.phones;

import java.security.MessageDigest;
import java.util.Arrays;

/** A keyed hash of a verification code, compared in constant time. */
public record CodeHash(byte[] value) {

  @Override
  public boolean equals(Object other) {
    return other instanceof CodeHash hash && MessageDigest.isEqual(value, hash.value);
  }

  @Override
  public int hashCode() {
    return Arrays.hashCode(value);
  }

  @Override
  public String toString() {
    return "CodeHash";
  }
}
