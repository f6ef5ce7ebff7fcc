package io.crier.domain.users;

import java.math.BigInteger;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Optional;
import java.util.Set;
import java.util.random.RandomGenerator;

/**
 * A secret that a user's authenticator app has, and codes for when the app is lost.
 *
 * @param secret in base32, as apps take it
 * @param active whether the user has proved that the app has it
 * @param lastStep of the last code that was accepted, so that none works twice
 * @param recoveryHashes of the recovery codes that are left
 */
public record SecondFactor(
    UserId user, String secret, boolean active, long lastStep, Set<TokenHash> recoveryHashes) {

  private static final String BASE32 = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  private static final int SECRET_LENGTH = 32;
  private static final int RECOVERY_CODES = 10;
  private static final int RECOVERY_LENGTH = 16;
  private static final int GROUP = 4;
  private static final int BITS = 5;

  public SecondFactor {
    recoveryHashes = Set.copyOf(recoveryHashes);
  }

  /** A new secret, which is not active yet; the generator must be cryptographically secure. */
  public static SecondFactor begin(UserId user, RandomGenerator secure) {
    return new SecondFactor(user, text(SECRET_LENGTH, secure), false, 0, Set.of());
  }

  /** With its recovery codes, which are shown only this once. */
  public record Activated(SecondFactor factor, List<String> recoveryCodes) {}

  /** Activates it, if the code is right. */
  public Optional<Activated> activate(String code, Instant now, RandomGenerator secure) {
    return next(code, now)
        .map(
            step -> {
              var codes = new ArrayList<String>();
              var hashes = new HashSet<TokenHash>();
              for (var i = 0; i < RECOVERY_CODES; i++) {
                var recovery = text(RECOVERY_LENGTH, secure).toLowerCase(Locale.ROOT);
                codes.add(String.join("-", recovery.split("(?<=\\G.{" + GROUP + "})")));
                hashes.add(new SecretToken(recovery).hash());
              }
              return new Activated(new SecondFactor(user, secret, true, step, hashes), codes);
            });
  }

  /** The same after this code, of the app or for recovery; empty if the code is wrong or used. */
  public Optional<SecondFactor> accept(String code, Instant now) {
    var plain = code.replaceAll("[\\s-]", "").toLowerCase(Locale.ROOT);
    var hash = new SecretToken(plain).hash();
    if (recoveryHashes.contains(hash)) {
      var left = new HashSet<>(recoveryHashes);
      left.remove(hash);
      return Optional.of(new SecondFactor(user, secret, active, lastStep, left));
    }
    return next(plain, now)
        .map(step -> new SecondFactor(user, secret, active, step, recoveryHashes));
  }

  private Optional<Long> next(String code, Instant now) {
    var step = Totp.step(bytes(), code.replaceAll("\\s", ""), now, lastStep);
    return step.isPresent() ? Optional.of(step.getAsLong()) : Optional.empty();
  }

  /** What apps read from a QR code. */
  public String uri(Email email) {
    return "otpauth://totp/Crier:%s?secret=%s&issuer=Crier"
        .formatted(
            URLEncoder.encode(email.value(), StandardCharsets.UTF_8).replace("+", "%20"), secret);
  }

  private byte[] bytes() {
    var number = BigInteger.ONE;
    for (var letter : secret.toCharArray()) {
      number = number.shiftLeft(BITS).or(BigInteger.valueOf(BASE32.indexOf(letter)));
    }
    var bytes = number.toByteArray();
    return Arrays.copyOfRange(bytes, 1, bytes.length);
  }

  private static String text(int length, RandomGenerator secure) {
    var text = new StringBuilder();
    for (var i = 0; i < length; i++) {
      text.append(BASE32.charAt(secure.nextInt(BASE32.length())));
    }
    return text.toString();
  }

  @Override
  public String toString() {
    return "SecondFactor";
  }
}
