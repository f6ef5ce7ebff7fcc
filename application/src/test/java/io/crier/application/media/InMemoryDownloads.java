package io.crier.application.media;

import io.crier.application.InMemoryUnitOfWork;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.net.URI;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;

/** Files by URL, and a record of downloads. */
public final class InMemoryDownloads implements Downloads {

  private final InMemoryUnitOfWork unitOfWork;
  private final Map<URI, File> files = new HashMap<>();
  private final List<URI> fetched = new ArrayList<>();

  private record File(Optional<String> type, byte[] bytes) {}

  public InMemoryDownloads(InMemoryUnitOfWork unitOfWork) {
    this.unitOfWork = unitOfWork;
  }

  public void put(URI url, Optional<String> type, byte[] bytes) {
    files.put(url, new File(type, bytes));
  }

  /** In order of download. */
  public List<URI> fetched() {
    return List.copyOf(fetched);
  }

  @Override
  public synchronized <T> T fetch(URI url, Duration timeout, BodyReader<T> reader)
      throws Unavailable {
    unitOfWork.forbid("a download");
    fetched.add(url);
    var file = files.get(url);
    if (file == null) {
      throw new Unavailable("the server answered 404");
    }
    try {
      return reader.of(file.type(), new ByteArrayInputStream(file.bytes()));
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }
}
