package io.crier.rest.dashboard;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Base64;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.regex.Pattern;

/**
 * A file of the dashboard, or of a library that it uses.
 *
 * @param type its media type
 * @param fixed whether a file at its path never changes, because the path contains a version
 */
record DashboardFile(String path, byte[] bytes, String type, boolean fixed) {

  static final String INDEX = "index.html";

  private static final String LIBRARIES = "lib/";
  private static final String OWN = "/io/crier/rest/dashboard/";
  private static final String FROM_MVNPM = "/META-INF/resources/_static/";
  private static final String FROM_WEBJARS = "/META-INF/resources/webjars/";

  /** Where each library lies in its JAR. */
  private static final Map<String, String> ROOTS =
      Map.of(
          "lit", FROM_MVNPM,
          "lit-html", FROM_MVNPM,
          "lit-element", FROM_MVNPM,
          "reactive-element", FROM_MVNPM,
          "picocss__pico", FROM_WEBJARS,
          "uplot", FROM_WEBJARS);

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=UTF-8",
          "js", "text/javascript;charset=UTF-8",
          "css", "text/css;charset=UTF-8",
          "json", "application/json;charset=UTF-8",
          "svg", "image/svg+xml;charset=UTF-8");

  private static final Set<String> LIBRARY_TYPES = Set.of("js", "css");
  private static final Pattern PATH = Pattern.compile("[\\w@-][\\w@.-]*(/[\\w@-][\\w@.-]*)*");
  private static final Pattern IMPORT_MAP =
      Pattern.compile("<script type=\"importmap\">(.*?)</script>", Pattern.DOTALL);

  /** The file at this path below {@code /dashboard}, if there is one that may be served. */
  static Optional<DashboardFile> find(String path) {
    if (!PATH.matcher(path).matches()) {
      return Optional.empty();
    }
    var extension = path.substring(path.lastIndexOf('.') + 1);
    var library = path.startsWith(LIBRARIES);
    if (!(library ? LIBRARY_TYPES : TYPES.keySet()).contains(extension)) {
      return Optional.empty();
    }
    return (library ? libraryResource(path.substring(LIBRARIES.length())) : Optional.of(OWN + path))
        .flatMap(DashboardFile::read)
        .map(bytes -> new DashboardFile(path, bytes, TYPES.get(extension), library));
  }

  private static Optional<String> libraryResource(String path) {
    var slash = path.indexOf('/');
    return Optional.ofNullable(slash < 0 ? null : ROOTS.get(path.substring(0, slash)))
        .map(root -> root + path);
  }

  private static Optional<byte[]> read(String resource) {
    try (var stream = DashboardFile.class.getResourceAsStream(resource)) {
      return stream == null ? Optional.empty() : Optional.of(stream.readAllBytes());
    } catch (IOException e) {
      throw new UncheckedIOException(e);
    }
  }

  /** Changes whenever its content does. */
  String entityTag() {
    return "W/\"" + Base64.getUrlEncoder().withoutPadding().encodeToString(sha256(bytes)) + '"';
  }

  /**
   * What the browser may load for this page: only from this server, no script and no style within
   * the page but the map of its modules.
   */
  String contentSecurityPolicy() {
    var scripts = IMPORT_MAP.matcher(new String(bytes, StandardCharsets.UTF_8));
    var map =
        scripts.find()
            ? " 'sha256-"
                + Base64.getEncoder()
                    .encodeToString(sha256(scripts.group(1).getBytes(StandardCharsets.UTF_8)))
                + "'"
            : "";
    return "default-src 'none'; script-src 'self'"
        + map
        + "; style-src 'self'; img-src 'self' data: blob:; media-src 'self' blob:; connect-src 'self';"
        + " font-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
  }

  private static byte[] sha256(byte[] bytes) {
    try {
      return MessageDigest.getInstance("SHA-256").digest(bytes);
    } catch (NoSuchAlgorithmException e) {
      throw new IllegalStateException(e);
    }
  }
}
