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

/** Who is who, by X's own account. */
public final class XUsers implements XDirectory {

  private static final int MOST_AT_ONCE = 100;
  private static final Map<String, String> FIELDS =
      Map.of("user.fields", "name,profile_image_url,protected");

  private final XApi x;

  public XUsers(XApi x) {
    this.x = x;
  }

  @Override
  public Lookup find(XUsername username) {
    var answer = x.get("/2/users/by/username/" + username.value(), FIELDS);
    if (answer instanceof Answer.Refused refused) {
      return missingOrFailed(refused);
    }
    var body = answer.body();
    return found(body.path("data"))
        .<Lookup>map(it -> it)
        .orElseGet(() -> missing(Faults.first(body)));
  }

  @Override
  public Map<XUserId, Lookup> refresh(Collection<XUserId> authors) {
    var heard = new HashMap<XUserId, Lookup>();
    var all = authors.stream().distinct().toList();
    for (var from = 0; from < all.size(); from += MOST_AT_ONCE) {
      var some = all.subList(from, Math.min(all.size(), from + MOST_AT_ONCE));
      var answer = ask(some);
      if (answer instanceof Answer.Refused refused) {
        // X speaks of the request, unless it was for one author.
        var lookup = all.size() == 1 ? missingOrFailed(refused) : failed(refused);
        all.subList(from, all.size()).forEach(author -> heard.put(author, lookup));
        return heard;
      }
      read(answer.body(), heard);
    }
    heard.keySet().retainAll(all);
    return heard;
  }

  private Answer ask(List<XUserId> authors) {
    var query = new HashMap<>(FIELDS);
    query.put(
        "ids",
        authors.stream().map(it -> Long.toString(it.value())).collect(Collectors.joining(",")));
    return x.get("/2/users", query);
  }

  private static void read(JsonNode body, Map<XUserId, Lookup> heard) {
    for (var error : body.path("errors")) {
      idIn(error).ifPresent(id -> heard.put(id, missing(error)));
    }
    for (var user : body.path("data")) {
      found(user).ifPresent(found -> heard.put(found.account().id(), found));
    }
  }

  private static Optional<XUserId> idIn(JsonNode error) {
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
    var fault = Faults.of(error);
    return switch (fault) {
      case SUSPENDED -> new Lookup.Missing(XAccountState.SUSPENDED);
      case NOT_FOUND -> new Lookup.Missing(XAccountState.GONE);
      default -> new Lookup.Failed(fault, Optional.empty());
    };
  }

  private static Lookup missingOrFailed(Answer.Refused refused) {
    return switch (refused.trouble().fault()) {
      case SUSPENDED -> new Lookup.Missing(XAccountState.SUSPENDED);
      // A bare 404 may as well come from something that only stands where X should be.
      case NOT_FOUND ->
          refused.body().isObject()
              ? new Lookup.Missing(XAccountState.GONE)
              : new Lookup.Failed(XFault.UNAVAILABLE, Optional.empty());
      default -> failed(refused);
    };
  }

  private static Lookup failed(Answer.Refused refused) {
    return new Lookup.Failed(refused.trouble().fault(), refused.trouble().until());
  }
}
