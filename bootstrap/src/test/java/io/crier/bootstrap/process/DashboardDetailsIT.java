package io.crier.bootstrap.process;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.crier.bootstrap.process.DashboardServer.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.Route;
import com.microsoft.playwright.options.AriaRole;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Map;
import java.util.function.IntFunction;
import java.util.stream.Collectors;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/** The pages of the dashboard that show much at once, with something to show. */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DashboardDetailsIT {

  private static final int DAYS = 30;

  private static final String NODES =
      """
      {"items":[
      {"id":"4b0ad1c2-7c43-4a6e-9f43-0d8a6f0c3c55","state":"alive","drained":false,"address":"http://10.0.0.5:9080","version":"1.1.0","startedAt":"2026-11-27T08:00:00Z","lastHeartbeatAt":"2026-11-28T09:00:00Z","sessions":12,"connected":9,"needSomebody":3},
      {"id":"7c11d1c2-7c43-4a6e-9f43-0d8a6f0c3c55","state":"alive","drained":true,"address":"http://10.0.0.6:9080","version":"1.0.3","startedAt":"2026-11-20T08:00:00Z","lastHeartbeatAt":"2026-11-28T09:00:00Z","sessions":8,"connected":8,"needSomebody":0},
      {"id":"9d52d1c2-7c43-4a6e-9f43-0d8a6f0c3c55","state":"silent","drained":false,"version":"1.0.3","startedAt":"2026-11-20T08:00:00Z","lastHeartbeatAt":"2026-11-28T07:00:00Z","sessions":0,"connected":0,"needSomebody":0},
      {"id":"ee52d1c2-7c43-4a6e-9f43-0d8a6f0c3c55","state":"stopped","drained":false,"startedAt":"2026-11-20T08:00:00Z","lastHeartbeatAt":"2026-11-24T07:00:00Z","sessions":0,"connected":0,"needSomebody":0}
      ]}""";

  private static final String SENDERS =
      """
      {"items":[{"sessionId":"01900000-0000-7000-8000-00000000000a","accountId":"01900000-0000-7000-8000-00000000000b",
      "name":"alerts","number":"+966500000009","status":"unlinked","usable":false}]}""";

  private static final String UNHEALTHY =
      """
      {"items":[
      {"id":"01900000-0000-7000-8000-00000000000a","name":"support","accountId":"01900000-0000-7000-8000-00000000000b","accountName":"Blue Door Clinic","engine":"web","status":"banned","number":"+966500000009","lastError":"banned","advice":"-"},
      {"id":"01900000-0000-7000-8000-00000000000c","name":"%s","accountId":"01900000-0000-7000-8000-00000000000b","accountName":"عيادة الباب الأزرق","engine":"waha","status":"disconnected","lastError":"gateway_unreachable","advice":"-"}
      ],"nextCursor":"next"}"""
          .formatted("a very long name ".repeat(5));

  private static final String DISABLED =
      """
      {"items":[{"id":"01900000-0000-7000-8000-00000000000d","accountId":"01900000-0000-7000-8000-00000000000b","accountName":"Blue Door Clinic",
      "host":"shop.example","disabled":"the receiver answered 410 Gone","failingSince":"2026-11-27T08:00:00Z","advice":"-"}]}""";

  private DashboardServer server;
  private Tenant operator;
  private BrowserContext context;
  private DashboardTab tab;
  private String session;

  @BeforeAll
  void start() throws Exception {
    server = DashboardServer.start("dashboard-details", Map.of());
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
  void showsHowLongMessagesWaited() {
    operator.json(
        "POST",
        "/v1/messages",
        "{\"sessionId\":\"%s\",\"to\":\"+966507654321\",\"type\":\"text\",\"body\":\"hello\"}"
            .formatted(session));
    Pause.until(
        "the message is sent",
        PATIENCE,
        () -> operator.json("GET", "/v1/statistics", "").contains("\"sent\":1"));

    tab.open("charts");
    assertThat(tab.page().locator("time-chart canvas")).hasCount(3);
    var waits = chart("How long messages waited");
    waits.locator("summary").click();
    assertThat(waits.locator("th")).hasText(new String[] {"Time", "longest", "95 %", "median"});
    assertThat(waits.locator("tbody tr")).hasCount(1);
    assertThat(waits.locator("tbody td").last()).containsText("sec");
    var quota = chart("Quota and credits");
    quota.locator("summary").click();
    assertThat(quota.locator("tbody td").last()).hasText("1");
    tab.sees("No alerts were sent in this period.");
  }

  @Test
  @Order(2)
  void drawsAMonthInEveryForm() {
    var faults = new ArrayList<String>();
    for (var form : DashboardForm.values()) {
      try (var other = server.context(form, context)) {
        var now = Instant.now().truncatedTo(ChronoUnit.DAYS);
        answer(other, "/v1/statistics?", series(now, DashboardDetailsIT::messages));
        answer(other, "/v1/statistics/alerts", series(now, DashboardDetailsIT::alerts));
        answer(other, "/v1/account/usage", series(now, day -> "\"sends\":" + day * 37 % 500));
        var shown = server.tab(other);
        shown.open("charts");
        assertThat(shown.page().locator("time-chart canvas")).hasCount(4);
        shown.takePicture("month-" + form.suffix());
        shown.faults().forEach(it -> faults.add(form + ": " + it));
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  @Order(3)
  void showsWhatIsUnhealthyAndWhatToDo() {
    tab.open("operator");
    tab.sees("All is well");
    var node = tab.page().getByRole(AriaRole.REGION, named("Nodes")).locator("tbody tr");
    assertThat(node).hasCount(1);
    assertThat(node).containsText("alive");
    assertThat(node).containsText("0.1.0");
    assertThat(node).containsText("1 of 1 connected");

    var theirs = Tenant.find("\"id\":\"([^\"]+)\"", newAccount("Blue Door Clinic"));
    var account = "/v1/operator/accounts/" + theirs;
    operator.json("PUT", account + "/credits", "{\"left\":0}");
    tab.page().reload();
    var finding = tab.page().locator(".notice").getByText("“Blue Door Clinic” has no credits left");
    assertThat(finding).isVisible();
    tab.page().locator(".notice").getByText("Change").click();
    tab.dialog().getByLabel("Plan").selectOption("business");
    tab.dialog().getByLabel("Credits").fill("5");
    tab.dialog().getByLabel("Warn and block this account").uncheck();
    tab.submit("Save");
    assertThat(finding).hasCount(0);
    assertThat(operator.json("GET", account, ""))
        .contains("\"plan\":\"business\"", "\"credits\":5", "\"enabled\":false");
  }

  @Test
  @Order(4)
  void showsSickNodesAndSendersInEveryForm() {
    var faults = new ArrayList<String>();
    for (var form : DashboardForm.values()) {
      try (var other = server.context(form, context)) {
        answer(other, "/v1/operator/nodes", NODES);
        answer(other, "/v1/operator/alert-senders", SENDERS);
        answer(other, "/v1/operator/unhealthy-sessions", UNHEALTHY);
        answer(other, "/v1/operator/disabled-webhooks", DISABLED);
        var shown = server.tab(other);
        shown.open("operator");
        assertThat(shown.page().locator(".notice.bad, .notice.busy")).hasCount(5);
        assertThat(shown.page().getByText("a very long name")).isVisible();
        assertThat(shown.page().getByText("the receiver answered 410 Gone")).isVisible();
        shown.takePicture("unhealthy-" + form.suffix());
        shown.faults().forEach(it -> faults.add(form + ": " + it));
      }
    }
    assertThat(faults).isEmpty();
  }

  @Test
  @Order(5)
  void showsSessionsThatNeedAttention() {
    var lost = operator.create("lost", "simulator", "{}");
    operator.scan(lost, "+966500000002");
    operator.json("PUT", "/simulator/sessions/" + lost + "/faults", "{\"offline\":true}");
    tab.open("operator");

    var sick =
        tab.page()
            .getByRole(AriaRole.REGION, named("Sessions that need attention"))
            .locator("tbody tr");
    Pause.until(
        "the session is listed",
        PATIENCE,
        () -> {
          tab.page().reload();
          tab.sees("Senders of alerts");
          return sick.count() == 1;
        });
    assertThat(sick).containsText("lost");
    assertThat(sick).containsText("It reconnects by itself.");
    operator.json("DELETE", "/v1/sessions/" + lost, "");
  }

  @Test
  @Order(6)
  void exportsMessagesOrSaysWhyNot() {
    try (var other = server.context(DashboardForm.LIGHT, context)) {
      other.route(
          url -> url.contains("/v1/messages/export"),
          route ->
              route.fulfill(
                  new Route.FulfillOptions()
                      .setStatus(429)
                      .setContentType("application/problem+json")
                      .setBody("{\"code\":\"too_many_exports\",\"status\":429}")));
      var shown = server.tab(other);
      shown.open("messages");
      shown.press("Export as CSV");
      shown.sees("Other exports are still running. Wait until one has ended, then try again.");
    }

    tab.open("messages");
    var file = tab.page().waitForDownload(() -> tab.press("Export as CSV"));
    assertThat(file.suggestedFilename()).isEqualTo("messages.csv");
    assertThat(file.path()).content().contains("hello");
  }

  @Test
  @Order(7)
  void showsAGroupAndChangesIt() {
    var whatsApp = "/simulator/sessions/" + session;
    var group =
        Tenant.find(
            "\"id\":\"([^\"]+)\"",
            operator.json(
                "POST",
                "/v1/sessions/" + session + "/groups",
                "{\"subject\":\"Neighbours\",\"participants\":[\"+966507654321\",\"+966501111111\"]}"));
    operator.json(
        "POST",
        whatsApp + "/inbound",
        "{\"from\":\"" + group + "\",\"body\":\"Who has a ladder?\"}");
    tab.open("inbox/" + session);
    tab.page().locator(".chats").getByText("Who has a ladder?").click();
    tab.page().locator(".chat header").getByText("Group", exact()).click();
    assertThat(tab.page().locator("page-group h1")).hasText("Neighbours");
    assertThat(tab.page().locator(".copyable pre")).containsText("https://chat.whatsapp.com/");

    tab.press("Change");
    tab.dialog().locator("[name=description]").fill("Ladders, sugar, keys");
    tab.dialog().getByLabel("Only admins write").check();
    tab.submit("Save");
    tab.sees("Ladders, sugar, keys");
    participant("+966507654321").getByText("Make admin").click();
    assertThat(participant("+966507654321")).containsText("Make member");
    participant("+966501111111").getByText("Remove").click();
    tab.submit("Remove");
    assertThat(participant("+966501111111")).hasCount(0);
    operator.json("PUT", whatsApp + "/faults", "{\"unknownNumbers\":[\"+966500000000\"]}");
    tab.press("Add people");
    tab.dialog().getByLabel("Numbers").fill("+966502222222\n+966500000000");
    tab.submit("Add");
    assertThat(participant("+966502222222")).hasCount(1);
    assertThat(tab.page().locator(".notice")).containsText("is not on WhatsApp");
    assertThat(operator.json("GET", "/v1/sessions/" + session + "/groups/" + group, ""))
        .contains("\"onlyAdminsSend\":true");

    inEveryForm("group/" + session + "/" + group, "group");
    inEveryForm("groups/" + session, "groups");
    tab.press("Leave the group");
    tab.submit("Leave the group");
    tab.sees("No groups yet");
  }

  @Test
  @Order(11)
  void leavesTheBrowserNothingToComplainAbout() {
    assertThat(server.complaints()).isEmpty();
  }

  @Test
  @Order(12)
  void drainsANodeAndFillsIt() {
    tab.open("operator");
    var nodes = tab.page().getByRole(AriaRole.REGION, named("Nodes"));
    nodes.locator("button").getByText("Drain").click();
    tab.submit("Drain");
    assertThat(nodes.getByText("drained")).isVisible();
    assertThat(operator.json("GET", "/v1/operator/nodes", "")).contains("\"drained\":true");

    nodes.locator("button").getByText("Fill").click();
    assertThat(nodes.getByText("drained")).hasCount(0);
    assertThat(operator.json("GET", "/v1/operator/nodes", "")).contains("\"drained\":false");
  }

  private Locator participant(String number) {
    return tab.page().locator("page-group tr", new Page.LocatorOptions().setHasText(number));
  }

  private void inEveryForm(String path, String name) {
    var faults = new ArrayList<String>();
    for (var form : DashboardForm.values()) {
      try (var other = server.context(form, context)) {
        var shown = server.tab(other);
        shown.open(path);
        shown.takePicture(name + "-" + form.suffix());
        shown.faults().forEach(it -> faults.add(form + ": " + it));
      }
    }
    assertThat(faults).isEmpty();
  }

  private static Locator.GetByTextOptions exact() {
    return new Locator.GetByTextOptions().setExact(true);
  }

  private String newAccount(String name) {
    return operator.json(
        "POST", "/v1/operator/accounts", "{\"name\":\"" + name + "\",\"plan\":\"free\"}");
  }

  private static Page.GetByRoleOptions named(String name) {
    return new Page.GetByRoleOptions().setName(name);
  }

  private Locator chart(String title) {
    return tab.page()
        .locator("time-chart")
        .filter(
            new Locator.FilterOptions()
                .setHas(tab.page().locator("[role=img][aria-label='" + title + "']")));
  }

  /** Lets this browser see what the server would say after a month. */
  private static void answer(BrowserContext browser, String path, String body) {
    browser.route(
        url -> url.contains(path),
        route ->
            route.fulfill(
                new Route.FulfillOptions().setContentType("application/json").setBody(body)));
  }

  private static String series(Instant today, IntFunction<String> day) {
    return IntStream.range(0, DAYS)
        .mapToObj(
            it ->
                "{\"from\":\"%s\",%s}"
                    .formatted(today.minus(DAYS - 1 - it, ChronoUnit.DAYS), day.apply(it)))
        .collect(Collectors.joining(",", "{\"granularity\":\"day\",\"items\":[", "]}"));
  }

  private static String messages(int day) {
    var accepted = 120 + day * 53 % 300;
    return ("\"accepted\":%d,\"sent\":%d,\"delivered\":%d,\"read\":%d,\"failed\":%d,\"received\":%d,"
            + "\"waited\":{\"medianMs\":%d,\"p95Ms\":%d,\"longestMs\":%d}")
        .formatted(
            accepted,
            accepted - 9,
            accepted - 20,
            accepted / 2,
            day % 9,
            60 + day * 29 % 90,
            4000 + day * 170,
            40_000 + day * 1900,
            70_000 + day * 9000 % 400_000);
  }

  private static String alerts(int day) {
    return day % 7 == 3
        ? "\"alerts\":0,\"sent\":0,\"failed\":0"
        : "\"alerts\":%d,\"sent\":%d,\"failed\":0,\"latency\":{\"medianMs\":%d,\"p95Ms\":%d,\"longestMs\":%d}"
            .formatted(9 + day, 9 + day, 2100 + day * 40, 7000 + day * 90, 9000 + day * 310 % 9000);
  }
}
