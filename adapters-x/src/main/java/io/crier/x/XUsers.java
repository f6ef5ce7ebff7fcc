package io.crier.x;

import com.fasterxml.jackson.databind.JsonNode;
import io.crier.application.xaccounts.XDirectory;
import io.crier.application.xaccounts.XFault;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.domain.xaccounts.XUserId;
import io.crier.domain.xaccounts.XUsername;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;

/** Looks up accounts with X's API. */
public final class XUsers implements XDirectory {

  private static final int MAX_IDS_PER_REQUEST = 100;
  private static final Map<String, String> FIELDS =
      Map.of("user.fields", "name,profile_image_url,protected");

  private final XApi x;

  public XUsers(XApi x) {
    this.x = x;
  }

  @Override
  public Lookup find(XUsername username) {
    var response = x.get("/2/users/by/username/" + username.value(), FIELDS);
    if (response instanceof XResponse.Failure failure) {
      return missingOrFailed(failure);
    }
    var body = response.body();
    return found(body.path("data"))
        .<Lookup>map(it -> it)
        .orElseGet(() -> missing(XErrors.firstError(body)));
  }

  @Override
  public Map<XUserId, Lookup> refresh(Collection<XUserId> authors) {
    var lookups = new HashMap<XUserId, Lookup>();
    var distinct = authors.stream().distinct().toList();
    for (var start = 0; start < distinct.size(); start += MAX_IDS_PER_REQUEST) {
      var batch = distinct.subList(start, Math.min(distinct.size(), start + MAX_IDS_PER_REQUEST));
      var response = send(batch);
      if (response instanceof XResponse.Failure failure) {
        // The failure concerns the request as a whole, unless it asked for a single author.
        var lookup = distinct.size() == 1 ? missingOrFailed(failure) : failed(failure);
        distinct.subList(start, distinct.size()).forEach(author -> lookups.put(author, lookup));
        return lookups;
      }
      read(response.body(), lookups);
    }
    lookups.keySet().retainAll(distinct);
    return lookups;
  }

  private XResponse send(List<XUserId> authors) {
    var query = new HashMap<>(FIELDS);
    query.put(
        "ids",
        authors.stream().map(it -> Long.toString(it.value())).collect(Collectors.joining(",")));
    return x.get("/2/users", query);
  }

  private static void read(JsonNode body, Map<XUserId, Lookup> lookups) {
    for (var error : body.path("errors")) {
      authorOf(error).ifPresent(id -> lookups.put(id, missing(error)));
    }
    for (var user : body.path("data")) {
      found(user).ifPresent(found -> lookups.put(found.account().id(), found));
    }
  }

  private static Optional<XUserId> authorOf(JsonNode error) {
    var id =
        Math.max(
            PostReader.number(error.path("resource_id")), PostReader.number(error.path("value")));
    return id > 0 ? Optional.of(new XUserId(id)) : Optional.empty();
  }

  private static Optional<Lookup.Found> found(JsonNode user) {
    var id = PostReader.number(user.path("id"));
    if (id <= 0) {
      return Optional.empty();
    }
    return PostReader.username(user.path("username").asText())
        .map(
            username ->
                new Lookup.Found(
                    new XAccount(
                        new XUserId(id),
                        username,
                        Optional.ofNullable(user.path("name").textValue()),
                        Optional.ofNullable(user.path("profile_image_url").textValue()),
                        user.path("protected").asBoolean()
                            ? XAccountState.PROTECTED
                            : XAccountState.ACTIVE)));
  }

  private static Lookup missing(JsonNode error) {
    var fault = XErrors.faultOf(error);
    return switch (fault) {
      case SUSPENDED -> new Lookup.Missing(XAccountState.SUSPENDED);
      case NOT_FOUND -> new Lookup.Missing(XAccountState.GONE);
      default -> new Lookup.Failed(fault, Optional.empty());
    };
  }

  private static Lookup missingOrFailed(XResponse.Failure failure) {
    return switch (failure.trouble().fault()) {
      case SUSPENDED -> new Lookup.Missing(XAccountState.SUSPENDED);
      // A 404 without a JSON body may come from a proxy instead of X.
      case NOT_FOUND ->
          failure.body().isObject()
              ? new Lookup.Missing(XAccountState.GONE)
              : new Lookup.Failed(XFault.UNAVAILABLE, Optional.empty());
      default -> failed(failure);
    };
  }

  private static Lookup failed(XResponse.Failure failure) {
    return new Lookup.Failed(failure.trouble().fault(), failure.trouble().until());
  }
}
