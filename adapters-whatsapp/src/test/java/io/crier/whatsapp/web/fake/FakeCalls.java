package io.crier.whatsapp.web.fake;

import java.util.ArrayList;
import java.util.List;

/** Calls between people and clients. */
public final class FakeCalls {

  private final Directory directory;
  private final List<String> rejected = new ArrayList<>();
  private int calls;

  FakeCalls(Directory directory) {
    this.directory = directory;
  }

  /** This person calls the clients of the other; returns the id of the call. */
  public synchronized String ring(String from, String to, boolean video) {
    var caller = directory.person(from);
    var id = "CA11FAKE" + ++calls;
    var offer =
        BinaryNode.of(
            "offer",
            "call-id",
            id,
            "call-creator",
            caller.lid(),
            "caller_pn",
            Directory.digits(from) + "@s.whatsapp.net");
    var call =
        BinaryNode.of("call", "from", caller.lid(), "id", id, "t", ClientHandler.seconds())
            .with(video ? offer.with(BinaryNode.of("video", "enc", "vp8")) : offer);
    directory.devices(directory.person(to)).forEach(client -> client.send(call));
    return id;
  }

  /** The ids of calls that clients have rejected. */
  public synchronized List<String> rejected() {
    return List.copyOf(rejected);
  }

  /** What WhatsApp answers to what a client sends about a call. */
  synchronized BinaryNode answer(BinaryNode call) {
    call.child("reject").ifPresent(reject -> rejected.add(reject.attribute("call-id")));
    return BinaryNode.of("ack", "class", "call", "id", call.attribute("id"));
  }
}
