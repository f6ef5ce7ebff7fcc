package io.crier.bootstrap.process;

import static java.nio.charset.StandardCharsets.UTF_8;
import static java.util.function.Function.identity;
import static java.util.stream.Collectors.toMap;

import io.crier.whatsapp.web.fake.Attachment;
import io.crier.whatsapp.web.fake.FakeWhatsApp;
import io.crier.whatsapp.web.fake.InboundMessage;
import io.crier.whatsapp.web.fake.MessageKind;
import java.time.Duration;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.random.RandomGenerator;
import java.util.regex.Pattern;

/** People who write to linked devices all the time: texts, and images from a slow host. */
final class Writers {

  private static final List<String> PEOPLE = List.of("+966551000001", "+966551000002");
  private static final Duration MEDIA_DELAY = Duration.ofSeconds(1);
  private static final int ONE_IMAGE_IN = 8;
  private static final long GAP_MILLIS = 200;
  private static final long POLL_MILLIS = 500;
  private static final Pattern WHATSAPP_ID = Pattern.compile("\"waMessageId\":\"([^\"]+)\"");
  private static final Pattern NEXT = Pattern.compile("\"nextCursor\":\"([^\"]+)\"");

  private final FakeWhatsApp fake;
  private final List<Line> lines;
  private final RandomGenerator random = RandomGenerator.getDefault();
  private final AtomicInteger written = new AtomicInteger();
  private final Set<String> images = ConcurrentHashMap.newKeySet();
  private final Thread thread = Thread.ofPlatform().daemon().name("writers").unstarted(this::run);
  private volatile boolean over;

  Writers(FakeWhatsApp fake, List<Line> lines) {
    this.fake = fake;
    this.lines = List.copyOf(lines);
  }

  void start() {
    fake.media().delay(MEDIA_DELAY);
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
    written.incrementAndGet();
    if (message.hasFile()) {
      images.add(id);
    }
  }

  private static InboundMessage image(int count) {
    var bytes = ("PNG " + count).repeat(100).getBytes(UTF_8);
    return InboundMessage.file(
        MessageKind.IMAGE, new Attachment("image/png", "", bytes), "image " + count);
  }

  /** Returns once everything is acknowledged and stored, or too late. */
  boolean finish(Duration timeout) throws InterruptedException {
    over = true;
    thread.join();
    return Pause.holdsWithin(
        timeout,
        () -> {
          Pause.of(POLL_MILLIS);
          return acknowledged().size() == written.get() && lines.stream().allMatch(this::isStored);
        });
  }

  private boolean isStored(Line line) {
    var ids = new HashSet<String>();
    var path = "/v1/messages?limit=100&direction=inbound&sessionId=" + line.session();
    for (var next = Optional.of(""); next.isPresent(); ) {
      var page = line.tenant().json("GET", path + next.get(), "");
      WHATSAPP_ID.matcher(page).results().forEach(found -> ids.add(found.group(1)));
      next = NEXT.matcher(page).results().map(it -> "&cursor=" + it.group(1)).findFirst();
    }
    return acknowledged().stream()
        .filter(it -> it.session().equals(line.session()))
        .allMatch(it -> ids.contains(it.whatsAppId()));
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
