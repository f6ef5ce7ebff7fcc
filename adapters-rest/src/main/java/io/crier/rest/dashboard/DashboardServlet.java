package io.crier.rest.dashboard;

import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.ConcurrentHashMap;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** Serves the dashboard's page at {@code /} and its files below {@code /dashboard}. */
@WebServlet(urlPatterns = {"", "/dashboard/*"})
public class DashboardServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final String A_YEAR = "public, max-age=31536000, immutable";
  private static final String ASK_FIRST = "no-cache";

  @Inject
  @ConfigProperty(name = "crier.dashboard", defaultValue = "true")
  boolean enabled;

  private final transient Map<String, DashboardFile> files = new ConcurrentHashMap<>();

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var file = enabled ? find(path(request)) : Optional.<DashboardFile>empty();
    if (file.isPresent()) {
      send(file.get(), request, response);
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private static String path(HttpServletRequest request) {
    return request.getServletPath().isEmpty()
        ? DashboardFile.INDEX
        : Optional.ofNullable(request.getPathInfo()).orElse("/").substring(1);
  }

  private Optional<DashboardFile> find(String path) {
    var known = files.get(path);
    if (known != null) {
      return Optional.of(known);
    }
    var found = DashboardFile.find(path);
    found.ifPresent(file -> files.put(path, file));
    return found;
  }

  private static void send(
      DashboardFile file, HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    response.setHeader("Cache-Control", file.fixed() ? A_YEAR : ASK_FIRST);
    response.setHeader("ETag", file.entityTag());
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (file.path().equals(DashboardFile.INDEX)) {
      response.setHeader("Content-Security-Policy", file.contentSecurityPolicy());
      response.setHeader("Referrer-Policy", "no-referrer");
      response.setHeader("Cross-Origin-Opener-Policy", "same-origin");
      response.setHeader("X-Frame-Options", "DENY");
    }
    if (file.entityTag().equals(request.getHeader("If-None-Match"))) {
      response.setStatus(HttpServletResponse.SC_NOT_MODIFIED);
      return;
    }
    response.setContentType(file.type());
    response.setContentLength(file.bytes().length);
    response.getOutputStream().write(file.bytes());
  }
}
