package io.crier.whatsapp.simulator;

import static java.nio.charset.StandardCharsets.US_ASCII;

import java.io.BufferedOutputStream;
import java.io.IOException;
import java.io.OutputStream;

/** The messages that reached WhatsApp from one session, streamed from its ledger. */
public final class Inbox {

  private final Ledger ledger;
  private final long from;

  Inbox(Ledger ledger, long from) {
    this.ledger = ledger;
    this.from = from;
  }

  /** Writes {@code {"items":[…]}}. */
  public void writeTo(OutputStream stream) throws IOException {
    var out = new BufferedOutputStream(stream, 1 << 16);
    out.write("{\"items\":[".getBytes(US_ASCII));
    ledger.read(from, ledger.end(), new Items(out));
    out.write("]}".getBytes(US_ASCII));
    out.flush();
  }

  private static final class Items implements Ledger.Reader {

    private final OutputStream out;
    private boolean started;

    Items(OutputStream out) {
      this.out = out;
    }

    @Override
    public void line(byte[] json) throws IOException {
      if (started) {
        out.write(',');
      }
      out.write(json);
      started = true;
    }
  }
}
