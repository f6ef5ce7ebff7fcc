package io.crier.bootstrap;

import io.crier.application.xaccounts.XDirectory;
import io.crier.x.XApi;
import io.crier.x.XConfiguration;
import io.crier.x.XUsers;
import io.crier.x.activity.Activities;
import io.crier.x.rss.FeedDirectory;
import io.crier.x.rss.Feeds;
import io.crier.x.stream.FilteredStream;
import io.crier.x.timeline.Timelines;
import jakarta.enterprise.context.ApplicationScoped;
import jakarta.enterprise.inject.Disposes;
import jakarta.enterprise.inject.Produces;
import jakarta.inject.Inject;
import jakarta.inject.Singleton;
import java.time.InstantSource;
import java.util.concurrent.ExecutorService;

/** Wires the sources of posts on X; the feature chooses among those it finds. */
@ApplicationScoped
public class XWiring {

  @Inject @Work ExecutorService executor;

  @Produces
  @Singleton
  XApi api(XConfiguration configuration) {
    return new XApi(configuration.baseUrl(), configuration.token(), executor);
  }

  void end(@Disposes XApi api) {
    api.close();
  }

  @Produces
  @Singleton
  XDirectory directory(XConfiguration configuration, XApi api, Feeds feeds) {
    return configuration.hasOnlyFeeds() ? new FeedDirectory(feeds) : new XUsers(api);
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
  Feeds feeds(XConfiguration configuration) {
    return new Feeds(configuration.feedTemplate(), executor);
  }

  void end(@Disposes Feeds feeds) {
    feeds.close();
  }
}
