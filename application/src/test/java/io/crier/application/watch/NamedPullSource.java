package io.crier.application.watch;

/** X in memory as a source with this name and price. */
record NamedPullSource(InMemoryX x, String name, boolean isBilled) implements PullSource {

  @Override
  public int smallestPage() {
    return x.smallestPage();
  }

  @Override
  public int largestPage() {
    return x.largestPage();
  }

  @Override
  public Reading read(Request request) {
    return x.read(request);
  }
}
