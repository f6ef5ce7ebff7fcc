package io.crier.whatsapp.cloud;

import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.application.sessions.ProfileSide;
import io.crier.domain.messages.Recipient;
import io.crier.domain.profiles.Picture;
import io.crier.domain.profiles.Profile;
import io.crier.domain.sessions.SessionId;
import io.crier.whatsapp.JsonTrees;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** The business profile of the number of {@link FakeGraph}, and whom it has blocked. */
final class FakeGraphProfiles implements ProfileSide {

  private static final int PAGE = 2;

  private final ObjectNode profile =
      JsonTrees.MAPPER.createObjectNode().put("messaging_product", "whatsapp");
  private final Set<String> blocked = new LinkedHashSet<>();

  /** The answer; empty if Meta refuses the request. */
  synchronized Optional<JsonNode> profile(String method, JsonNode change) {
    if (method.equals("GET")) {
      var answer = JsonTrees.MAPPER.createObjectNode();
      answer.putArray("data").add(profile);
      return Optional.of(answer);
    }
    if (change.has("about") && change.get("about").asText().isEmpty()) {
      return Optional.empty();
    }
    profile.setAll((ObjectNode) change);
    return Optional.of(JsonTrees.MAPPER.createObjectNode().put("success", true));
  }

  synchronized JsonNode blocks(String method, String query, JsonNode change) {
    var answer = JsonTrees.MAPPER.createObjectNode();
    if (method.equals("GET")) {
      var from = query == null ? 0 : Integer.parseInt(query.replaceAll(".*after=", ""));
      var data = answer.putArray("data");
      blocked.stream()
          .skip(from)
          .limit(PAGE)
          .forEach(user -> data.addObject().put("wa_id", user.replace("+", "")));
      var cursors = answer.putObject("paging").putObject("cursors");
      if (from + PAGE < blocked.size()) {
        cursors.put("after", Integer.toString(from + PAGE));
      }
      return answer;
    }
    var user = change.at("/block_users/0/user").asText();
    if (method.equals("POST")) {
      blocked.add(user);
    } else {
      blocked.remove(user);
    }
    return answer.put("messaging_product", "whatsapp");
  }

  @Override
  public void show(SessionId session, Recipient person, Profile shown, Optional<Picture> picture) {
    throw new UnsupportedOperationException("Meta shows nothing of people");
  }

  @Override
  public synchronized List<Recipient> blocked(SessionId session) {
    return blocked.stream().map(Recipient::parse).toList();
  }

  @Override
  public void blockOnPhone(SessionId session, Recipient person, boolean block) {
    throw new UnsupportedOperationException("Meta does not report it");
  }

  @Override
  public void setTimer(SessionId session, Recipient chat, int seconds) {
    throw new UnsupportedOperationException("Meta has no timers");
  }

  @Override
  public int timerOfLast(SessionId session) {
    throw new UnsupportedOperationException("Meta has no timers");
  }
}
