package io.crier.bootstrap;

import io.crier.application.xaccounts.XDirectory;
import io.crier.x.XApi;
import io.crier.x.XUsers;
import io.crier.x.activity.Activities;
import io.crier.x.rss.FeedDirectory;
import io.crier.x.rss.Feeds;
import io.crier.x.stream.FilteredStream;
import io.crier.x.timeline.Timelines;
import jakarta.enterprise.concurrent.ManagedExecutorService;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.net.URI;
import java.time.InstantSource;
import java.util.Optional;
import org.eclipse.microprofile.config.inject.ConfigProperty;

/** How the ways to learn of posts are put together; which of them is used is chosen elsewhere. */
@ApplicationScoped
public class XWiring {

  @Inject @Work ManagedExecutorService executor;

  @Inject
  @ConfigProperty(name = "crier.x.base-url")
  URI baseUrl;

  @Inject
  @ConfigProperty(name = "crier.x.bearer-token")
  Optional<String> token;

  @Inject
  @ConfigProperty(name = "crier.x.rss.url-template")
  Optional<String> feeds;

  @Produces
  @Singleton
  XApi api() {
    return new XApi(baseUrl, token, executor);
  }

  void end(@Disposes XApi api) {
    api.close();
  }

  @Produces
  @Singleton
  XDirectory directory(XApi api, Feeds feedsByName) {
    return token.isEmpty() && feeds.isPresent() ? new FeedDirectory(feedsByName) : new XUsers(api);
  }

  @Produces
  @Singleton
  Timelines timelines(XApi api, InstantSource clock) {
    return new Timelines(api, clock);
  }

  @Produces
  @Singleton
  FilteredStream filteredStream(XApi api) {
    return new FilteredStream(api);
  }

  @Produces
  @Singleton
  Activities activities(XApi api) {
    return new Activities(api);
  }

  @Produces
  @Singleton
  Feeds feeds() {
    return new Feeds(feeds, executor);
  }

  void end(@Disposes Feeds open) {
    open.close();
  }
}
