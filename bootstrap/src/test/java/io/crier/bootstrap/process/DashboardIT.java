package io.crier.bootstrap.process;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static io.crier.bootstrap.process.DashboardServer.EMAIL;
import static io.crier.bootstrap.process.DashboardServer.PASSWORD;
import static io.crier.bootstrap.process.DashboardServer.PATIENCE;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.options.FilePayload;
import io.crier.domain.users.AuthenticatorApp;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.concurrent.atomic.AtomicLong;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.MethodOrderer;
import org.junit.jupiter.api.Order;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.TestInstance;
import org.junit.jupiter.api.TestMethodOrder;

/**
 * The dashboard in a real browser, from the one-time link of an empty server on. Pictures of every
 * page are left in {@code target/dashboard}.
 */
@TestInstance(TestInstance.Lifecycle.PER_CLASS)
@TestMethodOrder(MethodOrderer.OrderAnnotation.class)
class DashboardIT {

  private static final String MARKUP = "<img src=x onerror=window.broken=1><script>";

  private static final List<String> PAGES =
      List.of(
          "sessions",
          "start",
          "inbox",
          "messages",
          "charts",
          "alerts/subscriptions",
          "alerts/phones",
          "alerts/notifications",
          "alerts/x-accounts",
          "keys",
          "webhooks",
          "examples/curl",
          "examples/wapi",
          "account",
          "users",
          "audit",
          "operator",
          "me");

  private DashboardServer server;
  private BrowserContext context;
  private DashboardTab tab;

  @BeforeAll
  void start() throws Exception {
    server = DashboardServer.start("dashboard", Map.of());
    context = server.context(new Browser.NewContextOptions());
    tab = server.tab(context);
  }

  @AfterAll
  void stop() {
    if (server != null) {
      server.close();
    }
  }

  @Test
  @Order(1)
  void leadsFromTheOneTimeLinkToAMessageThatArrives() throws Exception {
    tab.follow(server.oneTimeLink());
    tab.fill("Name", "Amal Haddad");
    tab.fill("Email", EMAIL);
    tab.fill("Password", PASSWORD);
    tab.takePicture("join");
    tab.press("Create user and begin");

    tab.press("With a simulated phone");
    tab.press("Scan for me");
    tab.press("Send");
    assertThat(tab.page().getByText("✓ delivered")).isVisible();
    tab.press("Make a key for it");
    tab.sees("Bearer crl_");
    tab.takePicture("start");

    var command = tab.page().locator(".copyable pre").textContent();
    var key = Tenant.find("Bearer (crl_\\w+)", command);
    var body = Tenant.find("(?s)-d '(.*)'", command);
    assertThat(
            new Tenant(server.operator().port(), key).call("POST", "/v1/messages", body).status())
        .isEqualTo(202);
  }

  @Test
  @Order(2)
  void refusesTheOneTimeLinkASecondTime() throws Exception {
    try (var other = server.context(new Browser.NewContextOptions())) {
      var stranger = server.tab(other);
      stranger.follow(server.oneTimeLink());
      stranger.sees("This link does not work");
    }
  }

  @Test
  @Order(3)
  void signsOutAndIn() {
    tab.open("sessions");
    tab.press("Sign out");
    tab.fill("Email", EMAIL);
    tab.fill("Password", "not the password at all");
    tab.submit("Sign in");
    tab.sees("Email or password is wrong.");
    tab.takePicture("sign-in");
    tab.fill("Password", PASSWORD);
    tab.submit("Sign in");
    tab.sees("Each session is one WhatsApp number");
  }

  @Test
  @Order(4)
  void asksForTheSecondFactorOnceItIsSetUp() {
    tab.open("me");
    tab.press("Set up");
    assertThat(tab.dialog().locator("img")).hasJSProperty("complete", true);
    assertThat((Integer) tab.dialog().locator("img").evaluate("it => it.naturalWidth"))
        .isPositive();
    var app = new AuthenticatorApp(tab.dialog().locator("code").textContent());
    tab.takePicture("second-factor");
    tab.dialog().getByLabel("Code").fill(app.code(Instant.now()));
    tab.submit("Confirm");
    var recoveryCode = tab.dialog().locator("pre").textContent().lines().findFirst().orElseThrow();
    tab.submit("Done");

    tab.press("Sign out");
    tab.fill("Email", EMAIL);
    tab.fill("Password", PASSWORD);
    tab.submit("Sign in");
    tab.fill("Code", recoveryCode);
    tab.submit("Sign in");
    tab.sees("Each session is one WhatsApp number");
  }

  @Test
  @Order(5)
  void answersFromTheInbox() throws Exception {
    var tenant = server.operator();
    var session = Tenant.find("\"id\":\"([^\"]+)\"", tenant.json("GET", "/v1/sessions", ""));
    receive(tenant, session, "+966507654321", "Is it ready?");
    tab.open("inbox/" + session);
    tab.page().locator(".chats").getByText("Is it ready?").click();
    tab.fill("Write a message", "Yes, since noon");
    tab.page().keyboard().press("Enter");
    assertThat(tab.page().locator(".bubbles .out").getByText("Yes, since noon")).isVisible();
    receive(tenant, session, "+966507654321", "شكرًا جزيلًا");
    assertThat(tab.page().locator(".bubbles").getByText("شكرًا جزيلًا")).isVisible();
    tab.takePicture("inbox");
  }

  @Test
  @Order(6)
  void showsInTheInboxWhatGoesOn() throws Exception {
    var tenant = server.operator();
    var session = Tenant.find("\"id\":\"([^\"]+)\"", tenant.json("GET", "/v1/sessions", ""));
    var whatsApp = "/simulator/sessions/" + session;
    tenant.json("PATCH", "/v1/sessions/" + session, "{\"settings\":{\"presence\":\"receive\"}}");
    tab.open("inbox/" + session + "/%2B966507654321");
    tab.page()
        .locator("chat-composer input[type=file]")
        .setInputFiles(new FilePayload("menu.pdf", "application/pdf", "%PDF-1.7".getBytes(UTF_8)));
    assertThat(tab.page().locator(".bubbles .out").getByText("menu.pdf")).isVisible();

    tab.page()
        .waitForResponse(
            it -> it.url().endsWith("/presence/watch") && it.ok(), () -> tab.page().reload());
    tenant.json("POST", whatsApp + "/presence", "{\"by\":\"+966507654321\",\"state\":\"typing\"}");
    tab.sees("is typing…");
    tab.fill("Write a message", "One mo");
    Pause.until(
        "WhatsApp shows that we type, too",
        PATIENCE,
        () -> tenant.json("GET", whatsApp + "/presence", "").contains("typing"));

    tenant.json("POST", whatsApp + "/calls", "{\"from\":\"+966507654321\"}");
    tab.sees("Incoming call:");
    tab.takePicture("inbox-call");
    tab.press("Reject");
    Pause.until(
        "the call is rejected",
        PATIENCE,
        () -> tenant.json("GET", whatsApp + "/calls", "").contains("rejected"));
  }

  @Test
  @Order(7)
  void interpretsNothingFromOutsideAsMarkup() throws Exception {
    var tenant = server.operator();
    var session = tenant.create("x " + MARKUP, "simulator", "{}");
    tenant.scan(session, "+966500000002");
    receive(tenant, session, "+966507654322", MARKUP);
    tenant.json("POST", "/v1/api-keys", "{\"name\":\"" + MARKUP + "\",\"role\":\"read\"}");
    var chat = "inbox/" + session + "/%2B966507654322";
    for (var path : List.of("sessions", "session/" + session, chat, "messages", "keys", "audit")) {
      tab.open(path);
      assertThat(tab.page().evaluate("window.broken")).as(path).isNull();
      assertThat(tab.page().locator("main img[src=x], main script").count()).as(path).isZero();
    }
    tab.takePicture("markup");
  }

  @Test
  @Order(8)
  void showsMembersOnlyWhatTheyMayDo() {
    tab.open("users");
    tab.press("Invite");
    tab.dialog().getByLabel("Email").fill("omar@example.com");
    tab.dialog().getByLabel("Name").fill("Omar");
    tab.submit("Invite");
    tab.sees("One-time link");
    var link = tab.dialog().locator("pre").textContent();
    tab.submit("Done");

    try (var other = server.context(new Browser.NewContextOptions())) {
      var member = server.tab(other);
      member.follow(link);
      member.fill("Password", PASSWORD);
      member.submit("Create user and begin");
      var navigation = member.page().locator("nav").first();
      assertThat(navigation.getByText("Inbox")).isVisible();
      assertThat(navigation.getByText("API keys")).hasCount(0);
      assertThat(navigation.getByText("Operator")).hasCount(0);
      for (var path : List.of("keys", "users", "audit", "operator")) {
        member.open(path);
        member.sees("Ask an owner");
      }
    }
  }

  @Test
  @Order(9)
  void isAccessibleOnEveryPageInEveryForm() throws Exception {
    var pages = new ArrayList<>(PAGES);
    pages.addAll(pagesOfTheirOwn());
    var findings = new ArrayList<String>();
    for (var form : DashboardForm.values()) {
      try (var other = server.context(form, context)) {
        var shown = server.tab(other);
        for (var path : pages) {
          shown.open(path);
          shown.takePicture(path.replaceFirst("/[0-9a-f-]{36}", "") + "-" + form.suffix());
          shown.faults().forEach(it -> findings.add(path + " " + form + ": " + it));
        }
      }
    }
    assertThat(findings).isEmpty();
  }

  @Test
  @Order(10)
  void weighsLittle() {
    var bytes = new AtomicLong();
    try (var other =
        server.context(new Browser.NewContextOptions().setStorageState(context.storageState()))) {
      var first = server.tab(other);
      first
          .page()
          .onRequestFinished(
              request -> {
                if (!request.url().contains("/v1/")) {
                  bytes.addAndGet(request.sizes().responseBodySize);
                }
              });
      PAGES.forEach(first::open);
    }
    System.out.println("The dashboard, all pages opened: " + bytes + " bytes");
    assertThat(bytes.get()).isLessThan(150_000);
  }

  @Test
  @Order(11)
  void leavesTheBrowserNothingToComplainAbout() {
    assertThat(server.complaints()).isEmpty();
  }

  /** The pages of one session, one message and one webhook. */
  private List<String> pagesOfTheirOwn() throws Exception {
    var tenant = server.operator();
    tenant.json("POST", "/v1/webhooks", "{\"url\":\"https://example.com/crier\"}");
    var pages = new ArrayList<String>();
    for (var list : List.of("sessions", "messages?direction=outbound", "webhooks")) {
      var found = tenant.json("GET", "/v1/" + list, "");
      pages.add(
          list.replaceFirst("s(\\?.*)?$", "") + "/" + Tenant.find("\"id\":\"([^\"]+)\"", found));
    }
    return pages;
  }

  private static void receive(Tenant tenant, String session, String from, String text) {
    tenant.json(
        "POST",
        "/simulator/sessions/" + session + "/inbound",
        "{\"from\":\"" + from + "\",\"body\":\"" + text + "\"}");
  }
}
