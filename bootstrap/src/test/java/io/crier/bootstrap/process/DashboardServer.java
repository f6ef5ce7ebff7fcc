package io.crier.bootstrap.process;

import static org.junit.jupiter.api.Assumptions.assumeTrue;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserContext;
import com.microsoft.playwright.assertions.PlaywrightAssertions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;

/** An empty server of its own, and a browser that shows its dashboard. */
final class DashboardServer implements AutoCloseable {

  static final Duration PATIENCE = Duration.ofMinutes(1);
  static final String EMAIL = "amal@example.com";
  static final String PASSWORD = "the door is blue and heavy";

  private static final Path WLP = Path.of(System.getProperty("wlp.home"));

  private final List<String> complaints = new ArrayList<>();
  private final Crier.Home home;
  private final Database database;
  private final Crier crier;
  private Chromium chromium;

  private DashboardServer(String name, Map<String, String> settings) throws Exception {
    home = new Crier.Home(WLP.resolveSibling(name));
    home.forget();
    Files.createDirectories(home.path());
    database = Database.ofTheEnvironment(home);
    var all = new HashMap<>(database.settings());
    all.put("CRIER_SECRET_KEY", "that of the tests, and of nothing else");
    all.putAll(settings);
    crier = new Crier(WLP, home, all);
  }

  /** Starts both; the test is skipped where there is no browser. */
  static DashboardServer start(String name, Map<String, String> settings) throws Exception {
    assumeTrue(
        Chromium.canBeStarted(), "The dashboard is not tested: no Chromium or no Node.js here");
    var server = new DashboardServer(name, settings);
    server.crier.start();
    server.chromium = Chromium.start();
    PlaywrightAssertions.setDefaultAssertionTimeout(PATIENCE.toMillis());
    server.crier.awaitReady();
    return server;
  }

  /** Restarts the server, with its database changed meanwhile. */
  void restart(String update) {
    crier.stop();
    database.change(update);
    crier.start();
    crier.awaitReady();
  }

  String url() {
    return "http://localhost:" + crier.port();
  }

  /** The account of the first start; its key is the operator's. */
  Tenant operator() throws IOException {
    return Tenant.firstOf(crier, home);
  }

  String oneTimeLink() throws IOException {
    return Tenant.find(
        "setup-link: (\\S+)", Files.readString(home.data().resolve("first-start.txt")));
  }

  /** A browser of its own, in which nobody has signed in yet unless the options say so. */
  BrowserContext context(Browser.NewContextOptions options) {
    return chromium.browser().newContext(options.setBaseURL(url()));
  }

  /** The same person in another browser, who looks at the dashboard in this form. */
  BrowserContext context(DashboardForm form, BrowserContext signedIn) {
    var context = context(form.options(signedIn.storageState()));
    context.addInitScript("localStorage.setItem('language', '" + form.language() + "')");
    return context;
  }

  DashboardTab tab(BrowserContext of) {
    return new DashboardTab(of.newPage(), complaints);
  }

  /** Follows the link and creates the user whom it invites; the first one has no name yet. */
  BrowserContext join(String link, boolean first) {
    var context = context(new Browser.NewContextOptions().setViewportSize(1280, 800));
    var tab = tab(context);
    tab.follow(link);
    if (first) {
      tab.fill("Name", "Amal Haddad");
      tab.fill("Email", EMAIL);
    }
    tab.fill("Password", PASSWORD);
    tab.submit("Create user and begin");
    tab.page().locator("nav").first().waitFor();
    tab.page().close();
    return context;
  }

  /** What the browser has complained about. */
  List<String> complaints() {
    return complaints;
  }

  @Override
  public void close() {
    if (chromium != null) {
      chromium.close();
    }
    crier.close();
  }
}
