package io.crier.rest.door;

import io.crier.rest.door.ServedDocument.Format;
import jakarta.inject.Inject;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;
import java.util.Map;

/** Serves the OpenAPI document at {@code /openapi}, and a page to read it and try it out. */
@WebServlet(urlPatterns = {"/openapi", "/openapi/*"})
public class OpenApiServlet extends HttpServlet {

  private static final long serialVersionUID = 1L;

  private static final String PAGE = "/ui/";
  private static final String LIBRARY = "/META-INF/resources/webjars/swagger-ui/5.34.1/";
  private static final String OWN = "/io/crier/rest/openapi-ui/";

  /** Where each file of the page lies. */
  static final Map<String, String> FILES =
      Map.of(
          PAGE,
          OWN + "index.html",
          PAGE + "start.js",
          OWN + "start.js",
          PAGE + "swagger-ui.css",
          LIBRARY + "swagger-ui.css",
          PAGE + "swagger-ui-bundle.js",
          LIBRARY + "swagger-ui-bundle.js",
          PAGE + "favicon-32x32.png",
          LIBRARY + "favicon-32x32.png");

  private static final Map<String, String> TYPES =
      Map.of(
          "html", "text/html;charset=UTF-8",
          "js", "text/javascript;charset=UTF-8",
          "css", "text/css;charset=UTF-8",
          "png", "image/png");

  /** Swagger UI writes styles into its page. */
  private static final String POLICY =
      "default-src 'none'; script-src 'self'; style-src 'self' 'unsafe-inline'; img-src 'self'"
          + " data:; connect-src 'self'; base-uri 'none'; form-action 'none'; frame-ancestors"
          + " 'none'";

  @Inject private transient ServedDocument document;

  @Override
  protected void doGet(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var path = request.getPathInfo() == null ? "" : request.getPathInfo();
    response.setHeader("X-Content-Type-Options", "nosniff");
    if (path.isEmpty() || path.equals("/")) {
      send(request, response);
    } else if (path.equals("/ui")) {
      response.sendRedirect("/openapi" + PAGE);
    } else if (FILES.get(path) instanceof String file) {
      send(file, response);
    } else {
      response.sendError(HttpServletResponse.SC_NOT_FOUND);
    }
  }

  private void send(HttpServletRequest request, HttpServletResponse response) throws IOException {
    var format = isJson(request) ? Format.JSON : Format.YAML;
    var url = request.getRequestURL();
    var bytes =
        document.at(url.substring(0, url.length() - request.getRequestURI().length()), format);
    response.setContentType(format.mediaType() + ";charset=UTF-8");
    response.setContentLength(bytes.length);
    response.getOutputStream().write(bytes);
  }

  private static boolean isJson(HttpServletRequest request) {
    var format = request.getParameter("format");
    var accepted = request.getHeader("Accept");
    return format == null
        ? accepted != null && accepted.contains(Format.JSON.mediaType())
        : format.equalsIgnoreCase("json");
  }

  private static void send(String file, HttpServletResponse response) throws IOException {
    response.setHeader("Cache-Control", "public, max-age=3600");
    response.setHeader("Content-Security-Policy", POLICY);
    response.setHeader("Referrer-Policy", "no-referrer");
    response.setContentType(TYPES.get(file.substring(file.lastIndexOf('.') + 1)));
    try (var stream = OpenApiServlet.class.getResourceAsStream(file)) {
      stream.transferTo(response.getOutputStream());
    }
  }
}
