package io.crier.bootstrap.process;

import com.microsoft.playwright.Browser;
import com.microsoft.playwright.BrowserType;
import com.microsoft.playwright.Playwright;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * The browser of this machine, driven by Playwright. Its driver is installed into the build's
 * folder.
 */
final class Chromium implements AutoCloseable {

  private static final List<String> NAMES =
      List.of("chromium", "chromium-browser", "google-chrome");
  private static final Path FOLDER = Path.of("target/playwright").toAbsolutePath();

  private final Playwright playwright;
  private final Browser browser;

  private Chromium(Playwright playwright, Browser browser) {
    this.playwright = playwright;
    this.browser = browser;
  }

  /** Whether there is a browser, and a Node.js to drive it with. */
  static boolean canBeStarted() {
    return program(NAMES).isPresent()
        && program(List.of("node")).isPresent()
        && program(List.of("npm")).isPresent();
  }

  static Chromium start() throws IOException, InterruptedException {
    install();
    System.setProperty("playwright.cli.dir", FOLDER.toString());
    var node = program(List.of("node")).orElseThrow().toString();
    var playwright =
        Playwright.create(
            new Playwright.CreateOptions()
                .setEnv(
                    Map.of(
                        "PLAYWRIGHT_NODEJS_PATH", node, "PLAYWRIGHT_SKIP_BROWSER_DOWNLOAD", "1")));
    var options =
        new BrowserType.LaunchOptions()
            .setExecutablePath(program(NAMES).orElseThrow())
            .setArgs(List.of("--no-sandbox"));
    return new Chromium(playwright, playwright.chromium().launch(options));
  }

  Browser browser() {
    return browser;
  }

  @Override
  public void close() {
    browser.close();
    playwright.close();
  }

  private static void install() throws IOException, InterruptedException {
    var version = System.getProperty("playwright.version");
    var driver = FOLDER.resolve("node_modules/playwright-core");
    var link = FOLDER.resolve("package");
    var installed = FOLDER.resolve("installed-" + version);
    if (Files.exists(installed)) {
      return;
    }
    Files.createDirectories(FOLDER);
    var log = FOLDER.resolve("install.txt");
    var npm =
        new ProcessBuilder(
                "npm",
                "install",
                "--ignore-scripts",
                "--no-audit",
                "--no-fund",
                "--no-save",
                "--prefer-offline",
                "playwright-core@" + version)
            .directory(FOLDER.toFile())
            .redirectErrorStream(true)
            .redirectOutput(log.toFile())
            .start();
    if (npm.waitFor() != 0) {
      throw new IllegalStateException(Files.readString(log));
    }
    Files.deleteIfExists(link);
    Files.createSymbolicLink(link, driver);
    Files.createFile(installed);
  }

  private static Optional<Path> program(List<String> names) {
    var folders = System.getenv().getOrDefault("PATH", "").split(java.io.File.pathSeparator);
    return names.stream()
        .flatMap(name -> Stream.of(folders).map(folder -> Path.of(folder, name)))
        .filter(Files::isExecutable)
        .findFirst();
  }
}
