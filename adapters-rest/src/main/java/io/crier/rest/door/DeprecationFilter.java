package io.crier.rest.door;

import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.container.ResourceInfo;
import jakarta.ws.rs.core.Context;
import jakarta.ws.rs.ext.Provider;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.ZonedDateTime;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Adds the headers of deprecated operations (RFC 9745 and RFC 8594). */
@Provider
public class DeprecationFilter implements ContainerResponseFilter {

  static final String DEPRECATION = "Deprecation";
  static final String SUNSET = "Sunset";

  private static final DateTimeFormatter HTTP_DATE =
      DateTimeFormatter.ofPattern("EEE, dd MMM yyyy HH:mm:ss 'GMT'", Locale.ROOT);

  @Context ResourceInfo resource;

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    var method = resource.getResourceMethod();
    var deprecation = method == null ? null : method.getAnnotation(Deprecation.class);
    if (deprecation != null) {
      response.getHeaders().putSingle(DEPRECATION, deprecationHeader(deprecation.since()));
      if (!deprecation.sunset().isEmpty()) {
        response.getHeaders().putSingle(SUNSET, sunsetHeader(deprecation.sunset()));
      }
    }
  }

  static String deprecationHeader(String since) {
    return "@" + startOf(since).toEpochSecond();
  }

  static String sunsetHeader(String day) {
    return HTTP_DATE.format(startOf(day));
  }

  private static ZonedDateTime startOf(String day) {
    return LocalDate.parse(day).atStartOfDay(ZoneOffset.UTC);
  }
}
