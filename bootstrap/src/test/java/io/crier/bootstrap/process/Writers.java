package io.crier.bootstrap.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.crier.whatsapp.web.fake.Attachment;
import io.crier.whatsapp.web.fake.FakeWhatsApp;
import io.crier.whatsapp.web.fake.InboundMessage;
import io.crier.whatsapp.web.fake.MessageKind;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.random.RandomGenerator;

/** People who write to linked devices all the time: texts, and images from a slow host. */
final class Writers {

  private static final List<String> PEOPLE = List.of("+966551000001", "+966551000002");
  private static final Duration MEDIA_DELAY = Duration.ofMillis(1_500);
  private static final int ONE_IMAGE_IN = 8;
  private static final long GAP_MILLIS = 60;
  private static final String LAST = "that was all";

  private final FakeWhatsApp fake;
  private final List<Line> lines;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final Set<String> images = ConcurrentHashMap.newKeySet();
  private final Thread thread = Thread.ofPlatform().daemon().name("writers").unstarted(this::run);
  private volatile boolean over;

  Writers(FakeWhatsApp fake, List<Line> lines) {
    this.fake = fake;
    this.lines = List.copyOf(lines);
  }

  void start() {
    fake.mediaDelay(MEDIA_DELAY);
    thread.start();
  }

  private void run() {
    for (var count = 1; !over; count++) {
      write(
          PEOPLE.get(random.nextInt(PEOPLE.size())),
          lines.get(random.nextInt(lines.size())),
          random.nextInt(ONE_IMAGE_IN) == 0 ? image(count) : InboundMessage.text("no " + count));
      Pause.of(GAP_MILLIS);
    }
  }

  private void write(String person, Line line, InboundMessage message) {
    var id = fake.write(person, line.number(), message);
    if (message.hasFile()) {
      images.add(id);
    }
  }

  private static InboundMessage image(int count) {
    var bytes = ("PNG " + count).repeat(100).getBytes(UTF_8);
    return InboundMessage.file(
        MessageKind.IMAGE, new Attachment("image/png", "", bytes), "image " + count);
  }

  /** Everybody writes one last text to each session; returns once all are stored, or too late. */
  boolean finish(Duration timeout) throws InterruptedException {
    over = true;
    thread.join();
    var from = Instant.now();
    lines.forEach(line -> PEOPLE.forEach(person -> write(person, line, InboundMessage.text(LAST))));
    return Pause.holdsWithin(
        timeout, () -> lines.stream().allMatch(line -> haveAllFinished(line, from)));
  }

  private static boolean haveAllFinished(Line line, Instant from) {
    var received =
        line.tenant()
            .json(
                "GET",
                "/v1/messages?direction=inbound&sessionId=%s&from=%s"
                    .formatted(line.session(), from),
                "");
    return received.split(LAST, -1).length == PEOPLE.size() + 1;
  }

  /** The messages that the devices have acknowledged, and so do not get again. */
  List<WhatsApp.Written> acknowledged() {
    var byNumber = lines.stream().collect(toMap(line -> digits(line.number()), identity()));
    return fake.acknowledged().stream()
        .map(
            it ->
                new WhatsApp.Written(
                    byNumber.get(it.by()).session(),
                    it.id(),
                    images.contains(it.id()) ? "image" : "text",
                    it.error()))
        .toList();
  }

  private static String digits(String number) {
    return number.substring(1);
  }
}
