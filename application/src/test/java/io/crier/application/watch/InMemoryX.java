package io.crier.application.watch;

import io.crier.application.InMemoryUnitOfWork;
import io.crier.application.xaccounts.XDirectory;
import io.crier.application.xaccounts.XFault;
import io.crier.domain.xaccounts.Post;
import io.crier.domain.xaccounts.PostId;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.domain.xaccounts.XUserId;
import io.crier.domain.xaccounts.XUsername;
import java.time.Duration;
import java.time.Instant;
import java.time.InstantSource;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Consumer;

/**
 * X in memory: authors, their posts, a timeline for each, a stream, rate limit windows and billing.
 * Posts arrive over the stream only on demand.
 */
public final class InMemoryX implements PullSource, PushSource, XDirectory {

  private static final Duration WINDOW = Duration.ofMinutes(15);

  /** A request for a timeline, and when it was made. */
  public record TimelineRequest(Instant at, Request request) {}

  public final List<TimelineRequest> requests = new ArrayList<>();
  public final List<XUsername> lookedUp = new ArrayList<>();

  /** The names of the streams that were opened. */
  public final List<String> streams = new ArrayList<>();

  /** Called with each request before it is answered. */
  public Consumer<Request> beforeRead = request -> {};

  private final InMemoryUnitOfWork database;
  private final InstantSource clock;
  private final Map<XUserId, XAccount> accounts = new LinkedHashMap<>();
  private final TreeMap<PostId, Post> posts = new TreeMap<>();
  private final InMemoryXBilling billing;
  private final PlannedFailures failures = new PlannedFailures();
  private int limit = 10_000;
  private int used;
  private Instant windowEnd = Instant.MIN;
  private InMemoryXStream open;
  private int opened;
  private Optional<Trouble> streamTrouble = Optional.empty();
  private boolean silent;
  private boolean lossy;
  private int capacity = 1_000;

  public InMemoryX(InMemoryUnitOfWork database, InstantSource clock) {
    this.database = database;
    this.clock = clock;
    billing = new InMemoryXBilling(clock);
  }

  /** The same X as a source with this name, billed or not. */
  public PullSource as(String name, boolean billed) {
    return new NamedPullSource(this, name, billed);
  }

  /** The same X as a stream with this name that can follow this many authors. */
  public PushSource as(String name, int most) {
    return new NamedPushSource(this, name, most);
  }

  // Actions on X

  public synchronized XAccount add(XAccount account) {
    accounts.put(account.id(), account);
    return account;
  }

  public synchronized void change(XAccount account, XAccountState state) {
    add(accounts.get(account.id()).in(state));
  }

  public synchronized Post post(XAccount author) {
    return post(author, Post.Kind.ORIGINAL, "posted at " + clock.instant());
  }

  public synchronized Post post(XAccount author, Post.Kind kind, String text) {
    var id = newId();
    return publish(new Post(id, id, author.id(), Optional.of(nameOf(author)), kind, text));
  }

  public synchronized Post edit(Post post, String text) {
    return publish(
        new Post(newId(), post.root(), post.author(), post.username(), post.kind(), text));
  }

  private XUsername nameOf(XAccount author) {
    return accounts.get(author.id()).username();
  }

  private PostId newId() {
    var id = PostId.justBefore(clock.instant()).value() + 1;
    while (posts.containsKey(new PostId(id))) {
      id++;
    }
    return new PostId(id);
  }

  private Post publish(Post post) {
    posts.put(post.id(), post);
    if (!lossy) {
      stream(post);
    }
    return post;
  }

  /** Sends a post over the stream, for the first time or again. */
  public synchronized void stream(Post post) {
    if (open != null && open.connected && open.wants(post)) {
      billing.charge(post);
      open.listener.posted(post);
    }
  }

  public synchronized void delete(Post post) {
    posts.remove(post.id());
    if (open != null && open.connected) {
      open.listener.deleted(post.id());
    }
  }

  // Behavior of X

  /** Every request fails like this, until X is healed. */
  public synchronized void failWith(XFault fault) {
    failures.failWith(fault);
  }

  public synchronized void heal() {
    failures.heal();
    streamTrouble = Optional.empty();
    silent = false;
    lossy = false;
    billing.credit(Long.MAX_VALUE);
  }

  /** The next request fails like this, whichever author it is for. */
  public synchronized void failOnce(XFault fault, Optional<Instant> until) {
    failures.failOnce(fault, until);
  }

  /** The next request for this author fails like this. */
  public synchronized void failOnce(XAccount author, XFault fault) {
    failures.failOnce(author.id(), fault);
  }

  /** Sets how many requests a window allows. */
  public synchronized void limit(int requests) {
    limit = requests;
  }

  /** Sets how many posts can still be billed. */
  public synchronized void credit(long left) {
    billing.credit(left);
  }

  /** Sets how many authors the stream can follow. */
  public synchronized void capacity(int authors) {
    capacity = authors;
  }

  /** Makes all attempts to open the stream fail. */
  public synchronized void refuseStreams(XFault fault, Optional<Instant> until) {
    streamTrouble = Optional.of(new Trouble(fault, until));
  }

  /** The stream stays open but sends nothing. */
  public synchronized void goSilent() {
    silent = true;
  }

  /** The stream sends heartbeats but no posts. */
  public synchronized void losePosts() {
    lossy = true;
  }

  // Results

  public synchronized int billed() {
    return billing.count();
  }

  public synchronized int opened() {
    return opened;
  }

  public synchronized boolean isStreaming() {
    return open != null && open.connected;
  }

  public synchronized Set<XUserId> followed() {
    return open == null ? Set.of() : open.followed();
  }

  // Timelines

  @Override
  public String name() {
    return "memory";
  }

  @Override
  public boolean isBilled() {
    return true;
  }

  @Override
  public int smallestPage() {
    return 5;
  }

  @Override
  public int largestPage() {
    return 100;
  }

  @Override
  public synchronized Reading read(Request request) {
    database.forbid("a question to X");
    requests.add(new TimelineRequest(clock.instant(), request));
    beforeRead.accept(request);
    if (!clock.instant().isBefore(windowEnd)) {
      windowEnd = clock.instant().plus(WINDOW);
      used = 0;
    }
    if (used >= limit) {
      return new Reading.Failed(XFault.RATE_LIMITED, Optional.of(windowEnd), window());
    }
    used++;
    return failure(request)
        .<Reading>map(
            failed ->
                new Reading.Failed(
                    failed.fault(), failed.until(), failed.window().or(this::window)))
        .orElseGet(() -> page(request));
  }

  private Optional<RateLimitWindow> window() {
    return Optional.of(new RateLimitWindow(limit, limit - used, windowEnd));
  }

  private Optional<Reading.Failed> failure(Request request) {
    return failures
        .next(request.author().id())
        .or(
            () -> {
              var account = accounts.get(request.author().id());
              return account == null
                  ? Optional.of(PlannedFailures.failed(XFault.NOT_FOUND))
                  : PlannedFailures.hiding(account);
            });
  }

  private Reading page(Request request) {
    if (request.most() < smallestPage() || request.most() > largestPage()) {
      return PlannedFailures.failed(XFault.REJECTED);
    }
    var below = request.next().map(next -> new PostId(Long.parseLong(next)));
    var wanted =
        posts.tailMap(request.since(), false).values().stream()
            .filter(post -> post.author().equals(request.author().id()))
            .filter(post -> request.replies() || post.kind() != Post.Kind.REPLY)
            .filter(post -> request.reposts() || post.kind() != Post.Kind.REPOST)
            .filter(post -> below.isEmpty() || below.get().isAfter(post.id()))
            .sorted(Comparator.comparing(Post::id).reversed())
            .toList();
    var page = wanted.stream().limit(request.most()).toList();
    for (var post : page) {
      if (!billing.charge(post)) {
        return new Reading.Failed(XFault.OUT_OF_CREDIT, Optional.empty(), window());
      }
    }
    var next =
        wanted.size() > page.size()
            ? Optional.of(Long.toString(page.getLast().id().value()))
            : Optional.<String>empty();
    return new Reading.Page(page, next, window());
  }

  // The stream

  @Override
  public int capacity() {
    return capacity;
  }

  @Override
  public synchronized Connection open(Listener listener) {
    database.forbid("opening a stream");
    opened++;
    open = new InMemoryXStream(this, listener);
    return open;
  }

  /** Reports pending state changes of the stream, or a heartbeat. */
  public synchronized void heartbeat() {
    if (open == null) {
      return;
    }
    var trouble =
        streamTrouble.or(() -> failures.outage().map(it -> new Trouble(it, Optional.empty())));
    if (trouble.isPresent()) {
      breakStream(trouble.get());
    } else if (!open.connected) {
      open.connected = true;
      open.listener.connected();
    } else if (!silent) {
      open.listener.alive();
    }
  }

  /** The connection breaks. */
  public synchronized void breakStream(Trouble trouble) {
    var lost = open;
    open = null;
    if (lost != null) {
      lost.listener.lost(trouble);
    }
  }

  public synchronized void rename(XAccount account, XUsername name) {
    add(accounts.get(account.id()).named(name));
    if (open != null && open.connected) {
      open.listener.renamed(account.id(), name);
    }
  }

  /** Refuses to follow more authors than the capacity; runs the change otherwise. */
  synchronized Optional<Trouble> follow(int authors, Runnable change) {
    database.forbid("following authors");
    if (authors > capacity) {
      return Optional.of(new Trouble(XFault.REJECTED, Optional.empty()));
    }
    change.run();
    return Optional.empty();
  }

  synchronized void close(InMemoryXStream closed) {
    if (open == closed) {
      open = null;
    }
  }

  // Directory

  @Override
  public synchronized Lookup find(XUsername username) {
    database.forbid("a question to X");
    lookedUp.add(username);
    var outage = failures.outage();
    if (outage.isPresent()) {
      return new Lookup.Failed(outage.get(), Optional.empty());
    }
    return accounts.values().stream()
        .filter(account -> account.username().equals(username))
        .map(InMemoryX::lookup)
        .findFirst()
        .orElse(new Lookup.Missing(XAccountState.GONE));
  }

  private static Lookup lookup(XAccount account) {
    return switch (account.state()) {
      case ACTIVE, PROTECTED -> new Lookup.Found(account);
      case SUSPENDED, GONE -> new Lookup.Missing(account.state());
    };
  }

  @Override
  public synchronized Map<XUserId, Lookup> refresh(Collection<XUserId> authors) {
    database.forbid("a question to X");
    var outage = failures.outage();
    var answers = new LinkedHashMap<XUserId, Lookup>();
    for (var author : authors) {
      if (outage.isPresent()) {
        answers.put(author, new Lookup.Failed(outage.get(), Optional.empty()));
      } else if (accounts.containsKey(author)) {
        answers.put(author, lookup(accounts.get(author)));
      }
    }
    return answers;
  }
}
