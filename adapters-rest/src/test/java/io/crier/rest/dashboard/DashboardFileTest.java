package io.crier.rest.dashboard;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.charset.StandardCharsets;
import java.util.HashSet;
import java.util.Set;
import java.util.regex.Pattern;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DashboardFileTest {

  private static final Pattern REFERENCE =
      Pattern.compile("\"/dashboard/((?:lib/)?[^\"]+\\.(?:js|css|svg))\"");
  private static final Pattern IMPORT =
      Pattern.compile("(?:from|import) ?\\(?['\"](\\.{1,2}/[\\w./-]+\\.js)['\"]");
  private static final Pattern BARE = Pattern.compile("from ['\"](?![./])([\\w@/.-]+)['\"]");

  @Test
  void servesEveryFileThatItsPageNames() {
    var page = text("index.html");
    var names = REFERENCE.matcher(page).results().map(it -> it.group(1)).toList();
    assertThat(names).hasSizeGreaterThan(8);
    assertThat(names).allSatisfy(name -> assertThat(DashboardFile.find(name)).isPresent());
    assertThat(page).doesNotContain("{{");
  }

  @Test
  void servesEveryModuleThatItsModulesImport() {
    var seen = new HashSet<String>();
    visit("app.js", seen);
    for (var page : pages()) {
      visit("pages/" + page + ".js", seen);
    }
    assertThat(seen).hasSizeGreaterThan(25);
  }

  @Test
  void changesItsEntityTagWithItsContent() {
    assertThat(DashboardFile.find("app.js").orElseThrow().entityTag())
        .isNotEqualTo(DashboardFile.find("style.css").orElseThrow().entityTag());
  }

  @Test
  void allowsNoScriptInThePageButTheMapOfItsModules() {
    var policy = DashboardFile.find("index.html").orElseThrow().contentSecurityPolicy();
    assertThat(policy).contains("default-src 'none'", "script-src 'self' 'sha256-");
    assertThat(policy).doesNotContain("unsafe", "http", "*");
  }

  @Test
  void keepsForeverOnlyWhatHasAVersionInItsPath() {
    assertThat(DashboardFile.find("app.js").orElseThrow().fixed()).isFalse();
    var library =
        REFERENCE
            .matcher(text("index.html"))
            .results()
            .map(it -> it.group(1))
            .filter(it -> it.startsWith("lib/"))
            .findFirst()
            .orElseThrow();
    assertThat(DashboardFile.find(library).orElseThrow().fixed()).isTrue();
  }

  @ParameterizedTest
  @ValueSource(
      strings = {
        "",
        "/",
        "..",
        "../v1/openapi.yaml",
        "pages/../app.js",
        "pages//sessions.js",
        "./app.js",
        "DashboardServlet.class",
        "package-info.class",
        "lib/lit",
        "lib/unknown/1/x.js",
        "lib/lit/../../../../META-INF/MANIFEST.MF",
        "lib/lit-html/3.3.3/LICENSE",
        "app.js\u0000",
        "nothing.js"
      })
  void servesNothingElse(String path) {
    assertThat(DashboardFile.find(path)).isEmpty();
  }

  /** Reads a module, and whatever it imports. */
  private static void visit(String path, Set<String> seen) {
    if (!seen.add(path)) {
      return;
    }
    var source = text(path);
    BARE.matcher(source)
        .results()
        .map(it -> it.group(1))
        .forEach(it -> assertThat(it).as("in " + path).startsWith("lit"));
    var folder = path.contains("/") ? path.substring(0, path.lastIndexOf('/')) : "";
    IMPORT
        .matcher(source)
        .results()
        .map(it -> java.nio.file.Path.of(folder).resolve(it.group(1)).normalize().toString())
        .forEach(it -> visit(it, seen));
  }

  private static Set<String> pages() {
    var names = new HashSet<String>();
    Pattern.compile("'?[\\w-]+'?: '([\\w-]+)'")
        .matcher(text("app.js").split("const NAVIGATION")[0])
        .results()
        .forEach(it -> names.add(it.group(1)));
    return names;
  }

  private static String text(String path) {
    return new String(
        DashboardFile.find(path).orElseThrow(() -> new AssertionError("no " + path)).bytes(),
        StandardCharsets.UTF_8);
  }
}
