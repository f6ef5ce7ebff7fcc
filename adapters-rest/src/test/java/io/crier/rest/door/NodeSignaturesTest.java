package io.crier.rest.door;

import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.rest.door.NodeSignatures.Forwarded;
import java.security.GeneralSecurityException;
import java.security.MessageDigest;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import javax.crypto.Mac;
import javax.crypto.spec.SecretKeySpec;
import org.junit.jupiter.api.Test;

class NodeSignaturesTest {

  private static final Instant NOW = Instant.parse("2026-11-28T20:00:00Z");
  private static final String PATH = "/v1/sessions/1/qr?format=png";
  private static final Forwarded SAID = new Forwarded("two", NOW, "2001:db8::1", true, "d1ge57");

  private final NodeSignatures sender = new NodeSignatures(new Key("shared"));
  private final NodeSignatures receiver = new NodeSignatures(new Key("shared"));
  private final String header = sender.sign("GET", PATH, SAID);

  @Test
  void recognizesWhatAnotherNodeForwards() {
    assertThat(verify("GET", PATH, header, NOW)).contains(SAID);
  }

  @Test
  void rejectsAnotherRequestThanTheSignedOne() {
    assertThat(verify("POST", PATH, header, NOW)).isEmpty();
    assertThat(verify("GET", "/v1/sessions/2/qr?format=png", header, NOW)).isEmpty();
    assertThat(verify("GET", "/v1/sessions/1/qr", header, NOW)).isEmpty();
  }

  @Test
  void rejectsChangedStatements() {
    assertThat(verify("GET", PATH, header.replace("two ", "one "), NOW)).isEmpty();
    assertThat(verify("GET", PATH, header.replace("db8::1", "db8::2"), NOW)).isEmpty();
    assertThat(verify("GET", PATH, header.replace("https", "http"), NOW)).isEmpty();
    assertThat(verify("GET", PATH, header.replace("d1ge57", "other"), NOW)).isEmpty();
  }

  @Test
  void rejectsWhatIsNoStatement() {
    for (var text :
        new String[] {"", " ", "a b c d e f g", "two 1 c https d n !", "x".repeat(9_000)}) {
      assertThat(verify("GET", PATH, text, NOW)).isEmpty();
    }
  }

  @Test
  void rejectsAnotherSecret() {
    var stranger = new NodeSignatures(new Key("another")).sign("GET", PATH, SAID);

    assertThat(verify("GET", PATH, stranger, NOW)).isEmpty();
  }

  @Test
  void acceptsEachStatementOnceAndForMinutesOnly() {
    assertThat(verify("GET", PATH, header, NOW.plus(Duration.ofMinutes(3)))).isEmpty();
    assertThat(verify("GET", PATH, header, NOW.minus(Duration.ofMinutes(3)))).isEmpty();
    assertThat(verify("GET", PATH, header, NOW.plus(Duration.ofMinutes(1)))).isPresent();
    assertThat(verify("GET", PATH, header, NOW.plus(Duration.ofMinutes(1)))).isEmpty();
    assertThat(verify("GET", PATH, sender.sign("GET", PATH, SAID), NOW)).isPresent();
  }

  @Test
  void provesWhoAnswers() {
    assertThat(sender.isAnswer(header, receiver.answer(header))).isTrue();
    assertThat(sender.isAnswer(header, receiver.answer("another"))).isFalse();
    assertThat(sender.isAnswer(header, header.substring(header.lastIndexOf(' ') + 1))).isFalse();
    assertThat(sender.isAnswer(header, "?")).isFalse();
  }

  private Optional<Forwarded> verify(String method, String target, String said, Instant at) {
    return receiver.verify(method, target, said, at);
  }

  private record Key(String secret) implements NodeSignatures.Seal {

    @Override
    public byte[] of(byte[] text) {
      try {
        var mac = Mac.getInstance("HmacSHA256");
        mac.init(new SecretKeySpec(secret.getBytes(UTF_8), "HmacSHA256"));
        return mac.doFinal(text);
      } catch (GeneralSecurityException e) {
        throw new IllegalStateException(e);
      }
    }

    @Override
    public boolean isAuthentic(byte[] text, byte[] seal) {
      return MessageDigest.isEqual(of(text), seal);
    }
  }
}
