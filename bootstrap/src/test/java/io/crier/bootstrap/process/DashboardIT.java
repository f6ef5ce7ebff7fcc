package io.crier.bootstrap.process;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static java.nio.charset.StandardCharsets.UTF_8;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import com.microsoft.playwright.options.ColorScheme;
import com.microsoft.playwright.options.FilePayload;
import io.crier.domain.users.AuthenticatorApp;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Locale;
import java.util.Set;
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

  private static final Path WLP = Path.of(System.getProperty("wlp.home"));
  private static final Duration PATIENCE = Duration.ofMinutes(1);
  private static final String EMAIL = "amal@example.com";
  private static final String PASSWORD = "the door is blue and heavy";
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

  private final List<String> complaints = new ArrayList<>();
  private Crier crier;
  private Crier.Home home;
  private Chromium chromium;
  private BrowserContext context;
  private DashboardTab tab;

  @BeforeAll
  void start() throws Exception {
    assumeTrue(
        Chromium.canBeStarted(), "The dashboard is not tested: no Chromium or no Node.js here");
    home = new Crier.Home(WLP.resolveSibling("dashboard"));
    home.forget();
    Files.createDirectories(home.path());
    var settings = new HashMap<>(Database.ofTheEnvironment(home).settings());
    settings.put("CRIER_SECRET_KEY", "that of the tests, and of nothing else");
    crier = new Crier(WLP, home, settings);
    crier.start();
    chromium = Chromium.start();
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
    crier.awaitReady();
    context = context(new Browser.NewContextOptions());
    tab = tab(context);
  }

  @AfterAll
  void stop() {
    if (chromium != null) {
      chromium.close();
    }
    if (crier != null) {
      crier.close();
    }
  }

  @Test
  @Order(1)
  void leadsFromTheOneTimeLinkToAMessageThatArrives() throws Exception {
    tab.follow(oneTimeLink());
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
    assertThat(new Tenant(crier.port(), key).call("POST", "/v1/messages", body).status())
        .isEqualTo(202);
  }

  @Test
  @Order(2)
  void refusesTheOneTimeLinkASecondTime() throws Exception {
    try (var other = context(new Browser.NewContextOptions())) {
      var stranger = tab(other);
      stranger.follow(oneTimeLink());
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
    var tenant = Tenant.firstOf(crier, home);
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
    var tenant = Tenant.firstOf(crier, home);
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
    var tenant = Tenant.firstOf(crier, home);
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

    try (var other = context(new Browser.NewContextOptions())) {
      var member = tab(other);
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
    for (var form : Form.values()) {
      try (var other = context(form.options(context.storageState()))) {
        other.addInitScript("localStorage.setItem('language', '" + form.language + "')");
        var shown = tab(other);
        for (var path : pages) {
          shown.open(path);
          shown.takePicture(path.replaceFirst("/[0-9a-f-]{36}", "") + "-" + form.suffix());
          new AxeBuilder(shown.page())
              .analyze().getViolations().stream()
                  .filter(it -> Set.of("serious", "critical").contains(it.getImpact()))
                  .forEach(
                      it ->
                          findings.add(
                              "%s %s: %s %s"
                                  .formatted(
                                      path, form, it.getId(), it.getNodes().get(0).getHtml())));
          if ((Integer) shown.page().evaluate("document.documentElement.scrollWidth - innerWidth")
              > 0) {
            findings.add(path + " " + form + " scrolls sideways");
          }
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
        context(new Browser.NewContextOptions().setStorageState(context.storageState()))) {
      var first = tab(other);
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
    assertThat(complaints).isEmpty();
  }

  /** The pages of one session, one message and one webhook. */
  private List<String> pagesOfTheirOwn() throws Exception {
    var tenant = Tenant.firstOf(crier, home);
    tenant.json("POST", "/v1/webhooks", "{\"url\":\"https://example.com/crier\"}");
    var pages = new ArrayList<String>();
    for (var list : List.of("sessions", "messages?direction=outbound", "webhooks")) {
      var found = tenant.json("GET", "/v1/" + list, "");
      pages.add(
          list.replaceFirst("s(\\?.*)?$", "") + "/" + Tenant.find("\"id\":\"([^\"]+)\"", found));
    }
    return pages;
  }

  /** How somebody looks at the dashboard. */
  private enum Form {
    LIGHT(ColorScheme.LIGHT, "en", 1280),
    DARK(ColorScheme.DARK, "en", 1280),
    ARABIC(ColorScheme.LIGHT, "ar", 1280),
    PHONE(ColorScheme.DARK, "en", 390);

    private final ColorScheme scheme;
    private final String language;
    private final int width;

    Form(ColorScheme scheme, String language, int width) {
      this.scheme = scheme;
      this.language = language;
      this.width = width;
    }

    Browser.NewContextOptions options(String state) {
      return new Browser.NewContextOptions()
          .setStorageState(state)
          .setColorScheme(scheme)
          .setViewportSize(width, 800);
    }

    String suffix() {
      return name().toLowerCase(Locale.ROOT);
    }
  }

  private BrowserContext context(Browser.NewContextOptions options) {
    return chromium.browser().newContext(options.setBaseURL("http://localhost:" + crier.port()));
  }

  private DashboardTab tab(BrowserContext of) {
    return new DashboardTab(of.newPage(), complaints);
  }

  private String oneTimeLink() throws Exception {
    var file = Files.readString(home.data().resolve("first-start.txt"));
    return Tenant.find("setup-link: (\\S+)", file);
  }

  private static void receive(Tenant tenant, String session, String from, String text) {
    tenant.json(
        "POST",
        "/simulator/sessions/" + session + "/inbound",
        "{\"from\":\"" + from + "\",\"body\":\"" + text + "\"}");
  }
}
