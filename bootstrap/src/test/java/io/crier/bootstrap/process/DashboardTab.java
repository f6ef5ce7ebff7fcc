package io.crier.bootstrap.process;

import static com.microsoft.playwright.assertions.PlaywrightAssertions.assertThat;

import com.deque.html.axecore.playwright.AxeBuilder;
import com.microsoft.playwright.Locator;
import com.microsoft.playwright.Page;
import com.microsoft.playwright.options.AriaRole;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** A tab of the browser in which somebody uses the dashboard. */
final class DashboardTab {

  private static final Path PICTURES = Path.of("target/dashboard");

  private final Page page;

  /**
   * @param complaints collects what the browser complains about: errors, and what the content
   *     security policy forbids
   */
  DashboardTab(Page page, List<String> complaints) {
    this.page = page;
    page.onConsoleMessage(
        message -> {
          if (message.type().equals("error")
              && !message.text().startsWith("Failed to load resource")) {
            complaints.add(message.text());
          }
        });
    page.onPageError(complaints::add);
  }

  Page page() {
    return page;
  }

  /** Opens one of the dashboard's pages, and waits until it shows what it has loaded. */
  void open(String path) {
    page.navigate("/#/" + path);
    var shown = page.locator("page-" + path.replaceFirst("[/?].*", ""));
    assertThat(shown).isVisible();
    assertThat(shown).not().hasAttribute("data-loading", "");
    assertThat(shown.locator(".skeleton")).hasCount(0);
    shown.locator("h1").first().waitFor();
  }

  /** Follows a link from outside, at the address of this server. */
  void follow(String link) {
    page.navigate("/" + link.substring(link.indexOf('#')));
  }

  void fill(String label, String text) {
    page.getByLabel(label).fill(text);
  }

  void press(String button) {
    page.getByRole(AriaRole.BUTTON, new Page.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  /** Presses a button within a form or a dialog, not one of the same name elsewhere. */
  void submit(String button) {
    page.locator("form")
        .getByRole(AriaRole.BUTTON, new Locator.GetByRoleOptions().setName(button).setExact(true))
        .click();
  }

  void sees(String text) {
    assertThat(page.getByText(text).first()).isVisible();
  }

  /** A dialog that is open. */
  Locator dialog() {
    return page.getByRole(AriaRole.DIALOG);
  }

  /** What axe finds serious on the page, and whether it scrolls sideways. */
  List<String> faults() {
    var faults =
        new AxeBuilder(page)
            .analyze().getViolations().stream()
                .filter(it -> Set.of("serious", "critical").contains(it.getImpact()))
                .map(it -> it.getId() + ": " + it.getNodes().get(0).getHtml())
                .collect(Collectors.toCollection(ArrayList::new));
    if ((Integer) page.evaluate("document.documentElement.scrollWidth - innerWidth") > 0) {
      faults.add("scrolls sideways");
    }
    return faults;
  }

  /** Of what can be seen without scrolling, where the page is too long for a picture. */
  void takePictureOfWindow(String name) {
    page.screenshot(new Page.ScreenshotOptions().setPath(PICTURES.resolve(name + ".png")));
  }

  void takePicture(String name) {
    page.screenshot(
        new Page.ScreenshotOptions()
            .setFullPage(true)
            .setPath(PICTURES.resolve(name.replace('/', '-') + ".png")));
  }
}
