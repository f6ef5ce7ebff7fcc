package io.crier.rest.door;

import jakarta.annotation.Priority;
import jakarta.ws.rs.Priorities;
import jakarta.ws.rs.container.ContainerRequestContext;
import jakarta.ws.rs.container.ContainerResponseContext;
import jakarta.ws.rs.container.ContainerResponseFilter;
import jakarta.ws.rs.core.HttpHeaders;
import jakarta.ws.rs.core.MediaType;
import jakarta.ws.rs.ext.Provider;
import java.util.ArrayList;
import java.util.List;

/** Keeps JSON out of caches: it is about one account, and outdated soon. */
@Provider
@Priority(Priorities.HEADER_DECORATOR)
public class NoStore implements ContainerResponseFilter {

  public static final String VALUE = "no-store";

  @Override
  public void filter(ContainerRequestContext request, ContainerResponseContext response) {
    if (isJson(response.getMediaType())) {
      response.getHeaders().putIfAbsent(HttpHeaders.CACHE_CONTROL, new ArrayList<>(List.of(VALUE)));
    }
  }

  private static boolean isJson(MediaType type) {
    return type != null && type.getSubtype().endsWith("json");
  }
}
