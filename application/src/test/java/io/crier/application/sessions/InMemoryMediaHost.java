package io.crier.application.sessions;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.sessions.Engine.Event;
import io.crier.domain.media.MediaFailure;
import io.crier.domain.media.MediaFile;
import io.crier.domain.media.MediaId;
import io.crier.domain.media.MediaReference;
import io.crier.domain.messages.Address;
import io.crier.domain.messages.MissingMedia;
import io.crier.domain.messages.Recipient;
import io.crier.domain.messages.WhatsAppId;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;
import java.util.Optional;

/** Where WhatsApp in memory has the files that people send; fails inside a unit of work. */
public final class InMemoryMediaHost implements InboundMedia {

  private final InMemoryUnitOfWork unitOfWork;
  private final List<byte[]> files = new ArrayList<>();
  private Optional<MediaFailure> failure = Optional.empty();
  private int downloads;

  InMemoryMediaHost(InMemoryUnitOfWork unitOfWork) {
    this.unitOfWork = unitOfWork;
  }

  /** Makes all downloads fail, or succeed again. */
  public void failWith(Optional<MediaFailure> why) {
    failure = why;
  }

  /** How many downloads have been tried. */
  public int downloads() {
    return downloads;
  }

  /** A message with a file, which is downloaded at once if possible. */
  public Event.Received receive(
      WhatsAppId id, Recipient from, MissingMedia missing, byte[] file, Instant at) {
    files.add(file);
    var reference = new MediaReference(Integer.toString(files.size() - 1));
    var address = Optional.of(new Address(from.text()));
    var message = new Event.Received(id, from, address, missing, at);
    return failure.isPresent()
        ? message.with(missing, Optional.of(reference))
        : message.with(missing.arrived(store(file, missing, at)), Optional.empty());
  }

  @Override
  public MediaFile download(MissingMedia missing, MediaReference reference)
      throws MediaUnavailable {
    unitOfWork.forbid("a download");
    downloads++;
    if (failure.isPresent()) {
      throw new MediaUnavailable(failure.get(), "the test wants it");
    }
    return store(files.get(Integer.parseInt(reference.value())), missing, Instant.EPOCH);
  }

  private static MediaFile store(byte[] file, MissingMedia missing, Instant at) {
    try {
      var hash = HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(file));
      return new MediaFile(MediaId.next(at), missing.mimeType(), file.length, hash);
    } catch (NoSuchAlgorithmException impossible) {
      throw new IllegalStateException(impossible);
    }
  }
}
