package io.crier.persistence.users;

import static io.crier.domain.RequestProblem.OVERLOADED;

import com.password4j.Argon2Function;
import com.password4j.types.Argon2;
import io.crier.application.users.Passwords;
import io.crier.domain.Refused;
import io.crier.domain.users.PasswordHash;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.inject.Inject;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Duration;
import java.util.concurrent.Semaphore;
import java.util.concurrent.TimeUnit;
import java.util.function.Supplier;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/**
 * Hashes passwords with Argon2id, as OWASP recommends it: 19 MiB, two passes, one lane. The salt
 * and the parameters are part of the hash, so that they can change later.
 */
@ApplicationScoped
public class Argon2Passwords implements Passwords {

  private static final int MEMORY_KIB = 19_456;
  private static final int PASSES = 2;
  private static final int LANES = 1;
  private static final int HASH_BYTES = 32;
  private static final int SALT_BYTES = 16;
  private static final Duration RETRY_AFTER = Duration.ofSeconds(5);

  /** Of zeros, which no password has, with a salt of zeros. */
  private static final PasswordHash DECOY =
      new PasswordHash(
          "$argon2id$v=19$m=%d,t=%d,p=%d$%s$%s"
              .formatted(MEMORY_KIB, PASSES, LANES, "A".repeat(22), "A".repeat(43)));

  private final SecureRandom random = new SecureRandom();
  private final Semaphore places;
  private final Duration patience;

  /** For the proxy. */
  protected Argon2Passwords() {
    this(1, Duration.ZERO);
  }

  @Inject
  Argon2Passwords(
      @ConfigProperty(name = "crier.sign-in.hashes-at-once", defaultValue = "4") int atOnce) {
    this(atOnce, Duration.ofSeconds(5));
  }

  Argon2Passwords(int atOnce, Duration patience) {
    this.places = new Semaphore(atOnce, true);
    this.patience = patience;
  }

  @Override
  public PasswordHash hash(String password) {
    return inTurn(
        () -> {
          var salt = new byte[SALT_BYTES];
          random.nextBytes(salt);
          return new PasswordHash(function().hash(bytes(password), salt).getResult());
        });
  }

  @Override
  public boolean matches(String password, PasswordHash hash) {
    return inTurn(
        () ->
            Argon2Function.getInstanceFromHash(hash.value())
                .check(bytes(password), bytes(hash.value())));
  }

  @Override
  public PasswordHash decoy() {
    return DECOY;
  }

  /** It keeps its 19 MiB for ever, so it is not asked for before somebody has a password. */
  private static Argon2Function function() {
    return Argon2Function.getInstance(MEMORY_KIB, PASSES, LANES, HASH_BYTES, Argon2.ID);
  }

  private <T> T inTurn(Supplier<T> work) {
    try {
      if (!places.tryAcquire(patience.toMillis(), TimeUnit.MILLISECONDS)) {
        throw new Refused(OVERLOADED, RETRY_AFTER);
      }
    } catch (InterruptedException stopping) {
      Thread.currentThread().interrupt();
      throw new Refused(OVERLOADED, RETRY_AFTER);
    }
    try {
      return work.get();
    } finally {
      places.release();
    }
  }

  private static byte[] bytes(String text) {
    return text.getBytes(StandardCharsets.UTF_8);
  }
}
