package io.crier.whatsapp.web;

import com.fasterxml.jackson.databind.node.ObjectNode;
import io.crier.application.sessions.Engine;
import io.crier.domain.sessions.ClientVersion;
import io.crier.domain.sessions.Session;
import java.io.IOException;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CompletableFuture;

/** How a session's connection is opened in the side process. */
final class Opening {

  private final Map<String, String> settings;
  private final Proxies proxies;
  private final ClientVersions versions;
  private final Optional<ClientVersion> version;

  Opening(Engine.Identity identity, Proxies proxies, ClientVersions versions) {
    this.settings = identity.settings();
    this.proxies = proxies;
    this.versions = versions;
    this.version = versions.current();
  }

  /** Completes the line that opens it; fails if its proxy cannot be used. */
  ObjectNode complete(ObjectNode line) throws IOException {
    line.put("online", "receive".equals(settings.get(Session.PRESENCE)));
    line.put("stories", "receive".equals(settings.get(Session.STORIES)));
    line.put("channels", "receive".equals(settings.get(Session.CHANNELS)));
    line.put("history", settings.getOrDefault(Session.HISTORY, "none"));
    version.ifPresent(
        it -> {
          var numbers = line.putArray("version");
          for (var number : it.numbers()) {
            numbers.add(number);
          }
        });
    var proxy = settings.get(Proxies.SETTING.name());
    return proxy == null ? line : line.put("proxy", proxies.resolve(proxy));
  }

  /** Looks for a newer version, since WhatsApp refuses this one; completes in any case. */
  CompletableFuture<Void> lookForVersion() {
    return versions.look(settings);
  }
}
