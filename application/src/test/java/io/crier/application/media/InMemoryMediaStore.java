package io.crier.application.media;

import static io.crier.domain.media.MediaProblem.MEDIA_TOO_LARGE;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaId;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.time.InstantSource;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Optional;

/** Files in memory; fails inside a unit of work. */
public final class InMemoryMediaStore implements MediaStore {

  private final InMemoryUnitOfWork unitOfWork;
  private final InstantSource clock;
  private final Map<Place, Kept> files = new HashMap<>();

  private record Kept(byte[] bytes, Instant at) {}

  private record Place(AccountId account, MediaId id) {}

  public InMemoryMediaStore(InMemoryUnitOfWork unitOfWork, InstantSource clock) {
    this.unitOfWork = unitOfWork;
    this.clock = clock;
  }

  @Override
  public MediaFile keep(AccountId account, String mimeType, InputStream bytes, long most)
      throws IOException {
    unitOfWork.forbid("keeping a file");
    var all = bytes.readAllBytes();
    if (all.length > most) {
      throw new Refused(MEDIA_TOO_LARGE);
    }
    var now = clock.instant();
    var file = new MediaFile(MediaId.next(now), mimeType, all.length, sha256(all));
    files.put(new Place(account, file.id()), new Kept(all, now));
    return file;
  }

  @Override
  public Optional<StoredFile> open(AccountId account, MediaId id) {
    unitOfWork.forbid("opening a file");
    return Optional.ofNullable(files.get(new Place(account, id)))
        .map(kept -> new StoredFile(new ByteArrayInputStream(kept.bytes()), kept.bytes().length));
  }

  @Override
  public void forget(AccountId account, MediaId id) {
    unitOfWork.forbid("forgetting a file");
    files.remove(new Place(account, id));
  }

  @Override
  public void sweep(Instant before) {
    unitOfWork.forbid("sweeping files");
    files.values().removeIf(kept -> kept.at().isBefore(before));
  }

  private static String sha256(byte[] bytes) {
    try {
      return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
