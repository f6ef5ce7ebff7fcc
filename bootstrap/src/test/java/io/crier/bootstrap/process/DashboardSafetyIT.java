package io.crier.bootstrap.process;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.crier.bootstrap.process.DashboardServer.PATIENCE;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Route;
import com.sun.net.httpserver.HttpServer;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * What attackers write into every field that the dashboard shows, and what each role sees and gets
 * on each page.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DashboardSafetyIT {

  private static final String MARKUP = "<img src=x onerror=window.broken=1>";
  private static final String ATTRIBUTE = "\"'><svg onload=window.broken=2>";
  private static final String TEMPLATE = "${window.broken=3}{{window.broken=4}}<!--?lit$1$-->";

  private static final List<String> PAGES =
      List.of(
          "sessions",
          "start",
          "inbox",
          "messages",
          "messages?status=queued",
          "messages?status=failed",
          "charts",
          "alerts/subscriptions",
          "alerts/phones",
          "alerts/notifications",
          "alerts/x-accounts",
          "keys",
          "webhooks",
          "examples/curl",
          "account",
          "users",
          "audit",
          "operator",
          "me");

  private static final Set<String> OF_OWNERS = Set.of("keys", "webhooks", "users", "audit");

  private final Map<String, BrowserContext> browsers = new LinkedHashMap<>();
  private DashboardServer server;
  private HttpServer receiver;
  private Tenant operator;

  @BeforeAll
  void start() throws Exception {
    server =
        DashboardServer.start("dashboard-safety", Map.of("CRIER_OUTBOUND_ALLOW", "127.0.0.0/8"));
    receiver = receiver();
    operator = server.operator();
    browsers.put("operator", server.join(server.oneTimeLink(), true));
    browsers.put("owner", server.join(invite("owner"), false));
    browsers.put("member", server.join(invite("member"), false));
  }

  @AfterAll
  void stop() {
    if (receiver != null) {
      receiver.stop(0);
    }
    if (server != null) {
      server.close();
    }
  }

  @Test
  @Order(1)
  void showsWhatOthersHaveWrittenAsTheyHaveWrittenIt() {
    for (var text : List.of(MARKUP, ATTRIBUTE, TEMPLATE)) {
      var session = fill(text);
      var message =
          Tenant.find(
              "\"id\":\"([^\"]+)\"",
              operator.json("GET", "/v1/messages?direction=inbound&limit=1", ""));
      var webhook =
          Tenant.find("\"id\":\"([^\"]+)\"", operator.json("GET", "/v1/webhooks?limit=1", ""));
      var tab = tab("operator");
      var shown = new LinkedHashMap<String, Boolean>();
      shown.put("sessions", true);
      shown.put("session/" + session, true);
      shown.put("inbox/" + session, true);
      shown.put("inbox/" + session + "/%2B966507654321", true);
      shown.put("messages", true);
      shown.put("message/" + message, true);
      shown.put("keys", true);
      shown.put("users", true);
      shown.put("operator", true);
      shown.put("alerts/phones", true);
      shown.put("webhook/" + webhook, false);
      shown.put("audit", false);
      shown.put("account", false);
      shown.put("start", false);
      shown.forEach(
          (page, literally) -> {
            tab.open(page);
            tab.page()
                .evaluate("document.querySelectorAll('details').forEach(it => it.open = true)");
            assertHarmless(tab, page);
            if (literally) {
              assertSeen(tab, text);
            }
          });
      tab.takePicture("hostile-" + text.length());
    }
    assertThat(server.complaints()).isEmpty();
  }

  /** Even a server that does not check what it stores could not harm. */
  @Test
  @Order(2)
  void isHarmlessWhateverTheServerSays() {
    for (var text : List.of("javascript:window.broken=5//" + MARKUP + ATTRIBUTE, TEMPLATE)) {
      var changed = new AtomicInteger();
      try (var context =
          server.context(
              new Browser.NewContextOptions()
                  .setStorageState(browsers.get("operator").storageState()))) {
        context.route(
            url -> url.contains("/v1/") && !url.contains("/v1/events") && !url.endsWith("/v1/me"),
            route -> {
              if (!route.request().method().equals("GET")) {
                route.resume();
                return;
              }
              var response = route.fetch();
              var body = response.text();
              var hostile = Hostile.json(body, text);
              changed.addAndGet(hostile.equals(body) ? 0 : 1);
              route.fulfill(new Route.FulfillOptions().setResponse(response).setBody(hostile));
            });
        var tab = server.tab(context);
        var session = Tenant.find("\"id\":\"([^\"]+)\"", operator.json("GET", "/v1/sessions", ""));
        var pages = new ArrayList<>(PAGES);
        pages.add("session/" + session);
        pages.add("inbox/" + session + "/%2B966507654321");
        for (var page : pages) {
          tab.page().navigate("/#/" + page);
          assertThat(tab.page().locator("page-" + page.replaceFirst("[/?].*", "")))
              .not()
              .hasAttribute("data-loading", "");
          assertHarmless(tab, page);
        }
      }
      assertThat(changed.get()).isGreaterThan(15);
    }
    assertThat(server.complaints())
        .filteredOn(it -> it.contains("Content Security Policy"))
        .isEmpty();
    server.complaints().clear();
  }

  @Test
  @Order(3)
  void showsEachRoleItsPages() {
    for (var role : browsers.keySet()) {
      var tab = tab(role);
      tab.open("sessions");
      for (var page : PAGES) {
        var name = page.replaceFirst("[/?].*", "");
        var allowed = isAllowed(role, name);
        var link = tab.page().locator("nav li a[href='#/" + name + "']");
        if (!Set.of("start", "me").contains(name)) {
          assertThat(link).hasCount(allowed ? 1 : 0);
        }
      }
      for (var page : PAGES) {
        tab.open(page);
        var refusals = tab.page().locator("main [role=alert]");
        if (mayOpen(role, page)) {
          assertThat(refusals).hasCount(0);
        } else {
          assertThat(refusals).hasCount(1);
          assertThat(refusals)
              .containsText(role.equals("owner") ? "operator_required" : "role_required");
        }
      }
    }
    assertThat(server.complaints()).isEmpty();
  }

  /** The server is stopped, so that its database can be changed as if a day had passed. */
  @Test
  @Order(4)
  void refusesALinkThatIsTooLate() {
    var late = invite("member");
    var early = invite("member");
    server.restart(
        "update invitation set expires_at = timestamp with time zone '2026-01-01 00:00:00+00'");

    try (var context = server.context(new Browser.NewContextOptions())) {
      var tab = server.tab(context);
      tab.follow(late);
      tab.sees("This link does not work");
      var visitor = new Visitor(server.url());
      var answer = visitor.get("/v1/invitations/" + early.substring(early.lastIndexOf('/') + 1));
      assertThat(answer.status()).isEqualTo(404);
      assertThat(answer.body()).contains("invitation_invalid");
      tab.follow(invite("member"));
      tab.sees("Create user and begin");
    }
  }

  /** Whoever reads messages may see which webhooks get them, though nothing leads there. */
  private static boolean mayOpen(String role, String page) {
    return page.equals("webhooks") || isAllowed(role, page.replaceFirst("[/?].*", ""));
  }

  private static boolean isAllowed(String role, String page) {
    return switch (role) {
      case "operator" -> true;
      case "owner" -> !page.equals("operator");
      default -> !page.equals("operator") && !OF_OWNERS.contains(page);
    };
  }

  /** Writes it wherever somebody can write; returns the session. */
  private String fill(String hostile) {
    var text = hostile.replace("\\", "\\\\").replace("\"", "\\\"");
    var session =
        Tenant.find(
            "\"id\":\"([^\"]+)\"",
            operator.json(
                "POST", "/v1/sessions", "{\"name\":\"" + text + "\",\"engine\":\"simulator\"}"));
    var simulated = "/simulator/sessions/" + session;
    operator.scan(session, "+9665000001%02d".formatted(text.length()));
    operator.json(
        "POST",
        "/v1/webhooks",
        "{\"url\":\"http://127.0.0.1:%d/%s\"}"
            .formatted(receiver.getAddress().getPort(), text.length()));
    operator.json("POST", "/v1/api-keys", "{\"name\":\"" + text + "\",\"role\":\"read\"}");
    operator.json(
        "POST",
        "/v1/users",
        "{\"email\":\"<img-src=x-onerror=%d>@x.example\",\"name\":\"%s\",\"role\":\"member\"}"
            .formatted(text.length(), text));
    operator.json("POST", "/v1/operator/accounts", "{\"name\":\"" + text + "\",\"plan\":\"free\"}");
    operator.json("POST", "/v1/operator/alert-senders", "{\"sessionId\":\"" + session + "\"}");
    operator.json(
        "POST",
        "/v1/phones",
        "{\"number\":\"+9665012345%02d\",\"displayName\":\"%s\"}".formatted(text.length(), text));
    for (var content :
        List.of(
            "\"body\":\"" + text + "\"",
            "\"type\":\"image\",\"body\":\"" + text + "\"",
            "\"type\":\"document\",\"body\":\"" + text + "\",\"filename\":\"" + text + "\"",
            "\"type\":\"poll\",\"body\":\"" + text + "\",\"options\":[\"" + text + "\",\"b\"]",
            "\"type\":\"unsupported\",\"body\":\"" + text + "\"")) {
      operator.json("POST", simulated + "/inbound", "{\"from\":\"+966507654321\"," + content + "}");
    }
    Pause.until(
        "the receiver has answered",
        PATIENCE,
        () -> operator.json("GET", "/v1/webhooks", "").matches("(?s).*\"failures\":[1-9].*"));
    return session;
  }

  /** Literally, and not in a list that is closed. */
  private static void assertSeen(DashboardTab tab, String text) {
    var visible = new Locator.FilterOptions().setVisible(true);
    assertThat(tab.page().locator("main").getByText(text).filter(visible).first()).isVisible();
  }

  private void assertHarmless(DashboardTab tab, String page) {
    var made =
        "main img[src=x], main script, main svg[onload], main [onerror], main [onload],"
            + " main a[href^='javascript:'], main img[src^='javascript:']";
    assertThat(tab.page().evaluate("window.broken")).as(page).isNull();
    assertThat(tab.page().locator(made).count()).as(page).isZero();
  }

  private static HttpServer receiver() throws Exception {
    var server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
    server.createContext(
        "/",
        exchange -> {
          exchange.getRequestBody().readAllBytes();
          var answer = (MARKUP + ATTRIBUTE + TEMPLATE).getBytes(StandardCharsets.UTF_8);
          exchange.sendResponseHeaders(500, answer.length);
          exchange.getResponseBody().write(answer);
          exchange.close();
        });
    server.start();
    return server;
  }

  private String invite(String role) {
    return Tenant.find(
        "\"url\":\"([^\"]+)\"",
        operator.json(
            "POST",
            "/v1/users",
            "{\"email\":\"%s-%d@example.com\",\"name\":\"%s\",\"role\":\"%s\"}"
                .formatted(role, System.nanoTime(), role, role)));
  }

  private DashboardTab tab(String role) {
    return server.tab(browsers.get(role));
  }
}
