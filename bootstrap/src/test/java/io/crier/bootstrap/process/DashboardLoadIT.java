package io.crier.bootstrap.process;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;

import com.google.gson.JsonElement;
import com.google.gson.JsonObject;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.CDPSession;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The dashboard with long lists, and in a tab that stays open while much happens. {@code
 * dashboard.seconds} is how long.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DashboardLoadIT {

  private static final Duration OPEN = Duration.ofSeconds(Long.getLong("dashboard.seconds", 20));
  private static final int PER_SECOND = 50;
  private static final int ROWS = 1_000;
  private static final long MEGABYTE = 1 << 20;
  private static final String THEIRS = "+966507654321";

  /** Somebody who writes every ten seconds or so: an answer stays among the newest messages. */
  private static final String QUIET = "+966500000007";

  private DashboardServer server;
  private Tenant operator;
  private BrowserContext context;
  private DashboardTab tab;
  private String session;

  @BeforeAll
  void start() throws Exception {
    server = DashboardServer.start("dashboard-load", Map.of());
    operator = server.operator();
    context = server.join(server.oneTimeLink(), true);
    tab = server.tab(context);
    session = operator.create("support", "simulator", "{}");
    operator.scan(session, "+966500000001");
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  @Order(1)
  void showsAThousandMessages() {
    var resting = operator.create("resting", "simulator", "{}");
    for (var first = 0; first < ROWS; first += 200) {
      operator.json("POST", "/v1/messages/batch", batch(resting, first, 200));
    }

    tab.open("messages");
    var rows = tab.page().locator("page-messages tbody tr");
    for (var shown = 50; shown < ROWS; shown *= 2) {
      assertThat(rows).hasCount(shown);
      tab.press("Show more");
    }
    assertThat(rows).hasCount(ROWS);
    assertThat(tab.page().getByText("number 0", exact())).hasCount(1);
    tab.takePictureOfWindow("thousand-messages");
    assertThat((Integer) tab.page().evaluate("document.documentElement.scrollWidth - innerWidth"))
        .isZero();

    tab.page().getByLabel("Status").selectOption("failed");
    tab.sees("Nothing found");
  }

  @Test
  @Order(2)
  void showsMoreChatsThanAPageHas() {
    for (var chat = 0; chat < 260; chat++) {
      receive("+9665%08d".formatted(chat), "hello " + chat);
    }
    Pause.until(
        "all have arrived",
        DashboardServer.PATIENCE,
        () ->
            operator
                .json("GET", "/v1/sessions/" + session + "/chats?limit=1", "")
                .contains("hello 259"));

    tab.open("inbox/" + session);
    var chats = tab.page().locator(".chats li");
    for (var shown = 50; shown < 260; shown *= 2) {
      assertThat(chats).hasCount(shown);
      tab.press("Show more");
    }
    assertThat(chats).hasCount(260);
    tab.takePicture("many-chats");
  }

  @Test
  @Order(3)
  void staysSmallAndAnswersWhileMuchHappens() throws Exception {
    receive(THEIRS, "the first one");
    var pages = List.of("inbox/" + session + "/%2B966507654321", "messages", "sessions", "charts");
    tab.open(pages.getFirst());
    var browser = context.newCDPSession(tab.page());
    browser.send("Performance.enable");
    var first = measured(browser);
    var sent = new AtomicInteger();
    var ended = new AtomicBoolean();
    var writer = Thread.ofVirtual().start(() -> write(sent, ended));
    var measurements = new ArrayList<Measurement>();
    try {
      var rounds = Math.max(1, OPEN.toSeconds() / 20);
      for (var round = 0; round < rounds; round++) {
        for (var page : pages) {
          tab.open(page);
          Pause.of(OPEN.toMillis() / rounds / pages.size());
          measurements.add(measured(browser));
        }
        answers("inbox/" + session + "/%2B" + QUIET.substring(1), "Answer " + round);
        operator.json("GET", "/v1/sessions", "");
      }
    } finally {
      ended.set(true);
      writer.join();
    }

    var report = "%d events, %s at first, then %s".formatted(sent.get(), first, measurements);
    System.out.println("The dashboard, left open for " + OPEN + ": " + report);
    assertThat(sent.get()).as("events").isGreaterThan((int) OPEN.toSeconds() * PER_SECOND / 2);
    assertThat(measurements).as(report).allMatch(it -> it.heap() < 100 * MEGABYTE);
    assertThat(measurements).as(report).allMatch(it -> it.nodes() < 50_000);
    assertThat(measurements).as(report).allMatch(it -> it.listeners() < 5_000);
    assertThat(server.complaints()).isEmpty();
  }

  /** Somebody who uses the page gets what they ask for. */
  private void answers(String chat, String text) {
    tab.open(chat);
    tab.fill("Write a message", text);
    tab.page().keyboard().press("Enter");
    assertThat(tab.page().locator(".bubbles .out").getByText(text, exactly()).first()).isVisible();
  }

  /** Writes to the session at a steady rate, however long each request takes. */
  private void write(AtomicInteger sent, AtomicBoolean ended) {
    var start = System.nanoTime();
    while (!ended.get()) {
      var due = (System.nanoTime() - start) / 1e9 * PER_SECOND;
      if (sent.get() < due) {
        var number = sent.incrementAndGet();
        receive(number % 2 == 0 ? THEIRS : "+9665%08d".formatted(number % 260), "event " + number);
      } else {
        Pause.of(5);
      }
    }
  }

  private void receive(String from, String text) {
    operator.json(
        "POST",
        "/simulator/sessions/" + session + "/inbound",
        "{\"from\":\"" + from + "\",\"body\":\"" + text + "\"}");
  }

  private static String batch(String session, int first, int count) {
    return IntStream.range(first, first + count)
        .mapToObj(
            it ->
                "{\"sessionId\":\"%s\",\"to\":\"+9665%08d\",\"type\":\"text\",\"body\":\"number %d\"}"
                    .formatted(session, it, it))
        .collect(Collectors.joining(",", "{\"messages\":[", "]}"));
  }

  private static Page.GetByTextOptions exact() {
    return new Page.GetByTextOptions().setExact(true);
  }

  private static Locator.GetByTextOptions exactly() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  /** What the page holds after the garbage has been collected. */
  private record Measurement(long heap, long nodes, long listeners) {

    @Override
    public String toString() {
      return "%.1f MB, %d nodes, %d listeners"
          .formatted((double) heap / MEGABYTE, nodes, listeners);
    }
  }

  private static Measurement measured(CDPSession browser) {
    browser.send("HeapProfiler.collectGarbage");
    var metrics = browser.send("Performance.getMetrics").getAsJsonArray("metrics");
    return new Measurement(
        metric(metrics, "JSHeapUsedSize"),
        metric(metrics, "Nodes"),
        metric(metrics, "JSEventListeners"));
  }

  private static long metric(Iterable<? extends JsonElement> metrics, String name) {
    for (var metric : metrics) {
      JsonObject it = metric.getAsJsonObject();
      if (it.get("name").getAsString().equals(name)) {
        return it.get("value").getAsLong();
      }
    }
    throw new IllegalStateException("the browser does not measure " + name);
  }
}
