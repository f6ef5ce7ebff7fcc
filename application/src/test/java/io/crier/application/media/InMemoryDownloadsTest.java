package io.crier.application.media;

import io.crier.application.InMemoryUnitOfWork;
import java.net.URI;
import java.util.Optional;

class InMemoryDownloadsTest implements DownloadsContract {

  private final InMemoryDownloads downloads = new InMemoryDownloads(new InMemoryUnitOfWork());

  @Override
  public Downloads downloads() {
    return downloads;
  }

  @Override
  public URI serve(String path, String type, byte[] bytes) {
    var url = URI.create("https://example.com" + path);
    downloads.put(url, Optional.of(type), bytes);
    return url;
  }

  @Override
  public URI nothing() {
    return URI.create("https://example.com/nothing");
  }
}
