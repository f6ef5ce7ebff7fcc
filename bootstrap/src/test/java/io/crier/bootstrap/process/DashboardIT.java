package io.crier.bootstrap.process;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;
import static org.assertj.core.api.Assertions.assertThat;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import com.microsoft.playwright.options.ColorScheme;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
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
  private static final Path PICTURES = Path.of("target/dashboard");
  private static final String EMAIL = "amal@example.com";
  private static final String PASSWORD = "the door is blue and heavy";
  private static final String MARKUP =
      "<img src=x onerror=\"window.broken=1\"><script>window.broken=1</script>";

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

  private final List<String> troubles = new ArrayList<>();
  private Crier crier;
  private Crier.Home home;
  private Chromium chromium;
  private BrowserContext context;
  private Page page;

  @BeforeAll
  void start() throws Exception {
    assumeTrue(
        Chromium.canBeStarted(), "The dashboard is not tested: no Chromium or no Node.js here");
    home = new Crier.Home(WLP.resolveSibling("dashboard"));
    home.forget();
    Files.createDirectories(home.path());
    Files.createDirectories(PICTURES);
    var settings = new HashMap<>(Database.ofTheEnvironment(home).settings());
    settings.put("CRIER_SECRET_KEY", "that of the tests, and of nothing else");
    crier = new Crier(WLP, home, settings);
    crier.start();
    chromium = Chromium.start();
    crier.awaitReady();
    context = context(new Browser.NewContextOptions());
    page = context.newPage();
    watch(page);
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
    page.navigate(oneTimeLink());
    page.getByLabel("Name").fill("Amal Haddad");
    page.getByLabel("Email").fill(EMAIL);
    page.getByLabel("Password").fill(PASSWORD);
    picture("join");
    button("Create user and begin").click();

    button("With a simulated phone").click();
    button("Scan for me").click();
    button("Send").click();
    assertThat(page.locator(".badge.good", new Page.LocatorOptions().setHasText("delivered")))
        .isVisible(
            new com.microsoft.playwright.assertions.LocatorAssertions.IsVisibleOptions()
                .setTimeout(60_000));
    button("Make a key for it").click();
    assertThat(page.locator(".copyable pre")).containsText("Bearer crl_");
    picture("start");

    var command = page.locator(".copyable pre").textContent();
    var key = Tenant.find("Bearer (crl_\\w+)", command);
    var body = Tenant.find("(?s)-d '(.*)'", command);
    assertThat(new Tenant(crier.port(), key).call("POST", "/v1/messages", body).status())
        .isEqualTo(202);
  }

  @Test
  @Order(2)
  void refusesTheOneTimeLinkASecondTime() throws Exception {
    try (var other = context(new Browser.NewContextOptions())) {
      var second = other.newPage();
      second.navigate(oneTimeLink());
      assertThat(second.getByText("This link does not work")).isVisible();
    }
  }

  @Test
  @Order(3)
  void signsOutAndIn() {
    open("sessions");
    button("Sign out").click();
    page.getByLabel("Email").fill(EMAIL);
    page.getByLabel("Password").fill("not the password at all");
    submit("Sign in");
    assertThat(page.getByText("Email or password is wrong.")).isVisible();
    picture("sign-in");
    page.getByLabel("Password").fill(PASSWORD);
    submit("Sign in");
    assertThat(heading("Sessions")).isVisible();
  }

  @Test
  @Order(4)
  void answersFromTheInbox() throws Exception {
    var tenant = Tenant.firstOf(crier, home);
    var session = Tenant.find("\"id\":\"([^\"]+)\"", tenant.json("GET", "/v1/sessions", ""));
    tenant.json(
        "POST",
        "/simulator/sessions/" + session + "/inbound",
        "{\"from\":\"+966507654321\",\"body\":\"Is it ready?\"}");
    open("inbox/" + session);
    page.locator(".chats").getByText("Is it ready?").click();
    page.getByRole(AriaRole.TEXTBOX, new Page.GetByRoleOptions().setName("Write a message"))
        .fill("Yes, since noon");
    page.keyboard().press("Enter");
    assertThat(page.locator(".bubbles .out").getByText("Yes, since noon")).isVisible();
    tenant.json(
        "POST",
        "/simulator/sessions/" + session + "/inbound",
        "{\"from\":\"+966507654321\",\"body\":\"شكرًا جزيلًا\"}");
    assertThat(page.locator(".bubbles").getByText("شكرًا جزيلًا")).isVisible();
    picture("inbox");
  }

  @Test
  @Order(5)
  void interpretsNothingFromOutsideAsMarkup() throws Exception {
    var tenant = Tenant.firstOf(crier, home);
    var session = tenant.create("x " + MARKUP.replace("\"", "\\\""), "simulator", "{}");
    tenant.json(
        "POST", "/simulator/sessions/" + session + "/scan", "{\"number\":\"+966500000002\"}");
    Pause.until(
        "it is connected",
        java.time.Duration.ofMinutes(1),
        () -> tenant.json("GET", "/v1/sessions/" + session, "").contains("\"connected\""));
    var text = MARKUP.replace("\"", "\\\"");
    tenant.json(
        "POST",
        "/simulator/sessions/" + session + "/inbound",
        "{\"from\":\"+966507654322\",\"body\":\"" + text + "\"}");
    tenant.json(
        "POST",
        "/simulator/sessions/" + session + "/inbound",
        "{\"from\":\"+966507654322\",\"type\":\"document\",\"filename\":\"<b onclick=x>.pdf\",\"body\":\""
            + text
            + "\"}");
    tenant.json(
        "POST", "/v1/api-keys", "{\"name\":\"" + text.substring(0, 50) + "\",\"role\":\"read\"}");
    for (var path :
        List.of(
            "sessions",
            "session/" + session,
            "inbox/" + session,
            "inbox/" + session + "/%2B966507654322",
            "messages",
            "keys",
            "audit")) {
      open(path);
      assertThat(page.evaluate("window.broken")).as(path).isNull();
      assertThat(page.locator("main img[src=x], main [onclick], main script").count())
          .as(path)
          .isZero();
    }
    picture("inbox-markup");
  }

  @Test
  @Order(6)
  void showsMembersOnlyWhatTheyMayDo() {
    open("users");
    button("Invite").click();
    var dialog = page.getByRole(AriaRole.DIALOG);
    dialog.getByLabel("Email").fill("omar@example.com");
    dialog.getByLabel("Name").fill("Omar");
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Invite")).click();
    assertThat(dialog.getByText("One-time link")).isVisible();
    var link = dialog.locator("pre").textContent();
    dialog.getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName("Done")).click();

    try (var other = context(new Browser.NewContextOptions())) {
      var member = other.newPage();
      member.navigate("/" + link.substring(link.indexOf('#')));
      member.getByLabel("Password").fill(PASSWORD);
      member.locator("[type=submit]").click();
      assertThat(member.locator("nav").getByText("Inbox")).isVisible();
      assertThat(member.locator("nav").getByText("API keys")).hasCount(0);
      assertThat(member.locator("nav").getByText("Operator")).hasCount(0);
      for (var path : List.of("keys", "users", "audit", "operator")) {
        open(member, path);
        assertThat(member.getByRole(AriaRole.ALERT)).containsText("Ask an owner");
      }
    }
  }

  @Test
  @Order(7)
  void isAccessibleOnEveryPageInEveryForm() {
    var findings = new ArrayList<String>();
    for (var form : Form.values()) {
      try (var other = context(form.options(context.storageState()))) {
        other.addInitScript("localStorage.setItem('language', '" + form.language + "')");
        var tab = other.newPage();
        watch(tab);
        for (var path : PAGES) {
          open(tab, path);
          tab.screenshot(
              new Page.ScreenshotOptions()
                  .setFullPage(true)
                  .setPath(PICTURES.resolve(name(path) + "-" + form.suffix() + ".png")));
          new AxeBuilder(tab)
              .analyze().getViolations().stream()
                  .filter(it -> Set.of("serious", "critical").contains(it.getImpact()))
                  .forEach(
                      it ->
                          findings.add(
                              path
                                  + " "
                                  + form
                                  + ": "
                                  + it.getId()
                                  + " "
                                  + it.getNodes().get(0).getHtml()));
          if ((Integer) tab.evaluate("document.documentElement.scrollWidth - innerWidth") > 0) {
            findings.add(path + " " + form + " scrolls sideways");
          }
        }
      }
    }
    assertThat(findings).isEmpty();
  }

  @Test
  @Order(8)
  void weighsLittle() {
    var bytes = new AtomicLong();
    try (var other =
        context(new Browser.NewContextOptions().setStorageState(context.storageState()))) {
      var tab = other.newPage();
      tab.onRequestFinished(
          request -> {
            if (!request.url().contains("/v1/")) {
              bytes.addAndGet(request.sizes().responseBodySize);
            }
          });
      for (var path : PAGES) {
        open(tab, path);
      }
    }
    System.out.println("The dashboard, all pages opened: " + bytes + " bytes");
    assertThat(bytes.get()).isLessThan(150_000);
  }

  @Test
  @Order(9)
  void causesNoErrorAndNoReportOfThePolicy() {
    assertThat(troubles).isEmpty();
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
      return name().toLowerCase(java.util.Locale.ROOT);
    }
  }

  private BrowserContext context(Browser.NewContextOptions options) {
    return chromium.browser().newContext(options.setBaseURL("http://localhost:" + crier.port()));
  }

  private String oneTimeLink() throws Exception {
    var file = Files.readString(home.data().resolve("first-start.txt"));
    return "/" + Tenant.find("setup-link: http://[^/\\s]+/(#/join/\\S+)", file);
  }

  private void open(String path) {
    open(page, path);
  }

  private static void open(Page tab, String path) {
    tab.navigate("/#/" + path);
    var shown = tab.locator("page-" + path.replaceFirst("[/?].*", ""));
    assertThat(shown).isVisible();
    assertThat(shown).not().hasAttribute("data-loading", "");
    assertThat(shown.locator(".skeleton")).hasCount(0);
    shown.locator("h1").first().waitFor();
  }

  /** Collects what the browser complains about. */
  private void watch(Page tab) {
    tab.onConsoleMessage(
        message -> {
          if (message.type().equals("error")
              && !message.text().startsWith("Failed to load resource")) {
            troubles.add(message.text());
          }
        });
    tab.onPageError(troubles::add);
  }

  private void picture(String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
  }

  private static String name(String path) {
    return path.replace('/', '-');
  }

  private Locator button(String name) {
    return page.getByRole(
        AriaRole.BUTTON, new Page.GetByRoleOptions().setName(name).setExact(true));
  }

  private void submit(String name) {
    page.locator("form")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(name).setExact(true))
        .click();
  }

  private Locator heading(String name) {
    return page.getByRole(AriaRole.HEADING, new Page.GetByRoleOptions().setName(name).setLevel(1));
  }
}
