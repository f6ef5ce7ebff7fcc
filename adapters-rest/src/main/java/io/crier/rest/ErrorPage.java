package io.crier.rest;

import jakarta.servlet.RequestDispatcher;
import jakarta.servlet.annotation.WebServlet;
import jakarta.servlet.http.HttpServlet;
import jakarta.servlet.http.HttpServletRequest;
import jakarta.servlet.http.HttpServletResponse;
import java.io.IOException;

/** Answers what fails outside the resources in the same form as what fails inside. */
@WebServlet(urlPatterns = ErrorPage.PATH, asyncSupported = true)
public class ErrorPage extends HttpServlet {

  private static final long serialVersionUID = 1L;

  static final String PATH = "/.error";

  @Override
  protected void service(HttpServletRequest request, HttpServletResponse response)
      throws IOException {
    var failed = request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) instanceof Integer it;
    var status = failed ? (Integer) request.getAttribute(RequestDispatcher.ERROR_STATUS_CODE) : 404;
    var id = RequestTrail.idOf(request);
    var details = ProblemDetails.of(HttpProblem.of(status), id);
    response.setStatus(details.status());
    response.setHeader(RequestTrail.HEADER, id);
    response.setContentType(ProblemDetails.MEDIA_TYPE);
    response.getOutputStream().write(Json.MAPPER.writeValueAsBytes(details));
  }
}
