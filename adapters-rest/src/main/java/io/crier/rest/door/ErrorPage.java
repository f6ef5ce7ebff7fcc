package io.crier.rest.door;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import jakarta.ws.rs.core.HttpHeaders;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;

/** Renders errors raised outside the resources in the same form as those raised inside. */
@WebServlet(urlPatterns = ErrorPage.PATH, asyncSupported = true)
public class ErrorPage extends HttpServlet {

  private static final long serialVersionUID = 1L;

  static final String PATH = "/.error";

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var failed = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer it;
    var status = failed ? (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) : 404;
    write(HttpProblem.of(status), Optional.empty(), request, response);
  }

  /** Writes the response to a request that reaches no resource. */
  static void write(
      HttpProblem problem,
      Optional<Duration> retryAfter,
      HttpServletRequest request,
      HttpServletResponse response)
      throws IOException {
    var id = RequestLog.idOf(request);
    var details = ProblemDetails.of(problem, id);
    var answer = Faces.render(request, details, retryAfter);
    response.setStatus(answer.status());
    response.setHeader(RequestLog.headerOf(request), id);
    response.setHeader(HttpHeaders.CACHE_CONTROL, NoStore.VALUE);
    response.setContentType(answer.contentType());
    answer.headers().forEach(response::setHeader);
    response.getOutputStream().write(answer.bytes());
  }
}
