package io.crier.application.webhooks;

import static io.crier.domain.sessions.SessionProblem.SESSION_NOT_FOUND;
import static io.crier.domain.webhooks.WebhookProblem.WEBHOOK_LIMIT_REACHED;
import static io.crier.domain.webhooks.WebhookProblem.WEBHOOK_NOT_FOUND;
import static io.crier.domain.webhooks.WebhookProblem.WEBHOOK_URL_BLOCKED;
import static java.util.stream.Collectors.toSet;

import io.crier.application.Actor;
import io.crier.application.Slice;
import io.crier.application.UnitOfWork;
import io.crier.application.sessions.Sessions;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.chats.ChatKind;
import io.crier.domain.events.EventType;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.webhooks.WebhookEndpoint;
import io.crier.domain.webhooks.WebhookFilter;
import io.crier.domain.webhooks.WebhookFormat;
import io.crier.domain.webhooks.WebhookHeaders;
import io.crier.domain.webhooks.WebhookId;
import io.crier.domain.webhooks.WebhookSecret;
import java.net.URI;
import java.time.InstantSource;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;
import java.util.function.UnaryOperator;
import java.util.random.RandomGenerator;

/** Registers and changes the endpoints to which an account's events are posted. */
public final class RegisterWebhook {

  private static final int MOST = 20;

  private final Webhooks webhooks;
  private final Sessions sessions;
  private final Receivers receivers;
  private final UnitOfWork unitOfWork;
  private final RandomGenerator secureRandom;
  private final InstantSource clock;

  public RegisterWebhook(
      Webhooks webhooks,
      Sessions sessions,
      Receivers receivers,
      UnitOfWork unitOfWork,
      RandomGenerator secureRandom,
      InstantSource clock) {
    this.webhooks = webhooks;
    this.sessions = sessions;
    this.receivers = receivers;
    this.unitOfWork = unitOfWork;
    this.secureRandom = secureRandom;
    this.clock = clock;
  }

  /** The endpoint; its secret is shown only this once. */
  public WebhookEndpoint register(
      Actor actor, URI url, WebhookFilter filter, WebhookHeaders headers, WebhookFormat format) {
    actor.requireWholeAccount(Role.ADMIN);
    var account = actor.accountId();
    var secret = WebhookSecret.generate(secureRandom);
    var endpoint =
        WebhookEndpoint.create(account, url, filter, headers, format, secret, clock.instant());
    requireAllowed(url);
    unitOfWork.run(
        () -> {
          requireOwn(account, filter.sessions());
          if (webhooks.count(account) >= MOST) {
            throw new Refused(WEBHOOK_LIMIT_REACHED);
          }
          if (count(account, format) >= format.most()) {
            throw new Refused(
                WEBHOOK_LIMIT_REACHED,
                "an account has at most %d webhook endpoint in this format"
                    .formatted(format.most()));
          }
          webhooks.save(endpoint);
        });
    return endpoint;
  }

  private long count(AccountId account, WebhookFormat format) {
    return webhooks.list(account, Optional.empty(), MOST).items().stream()
        .filter(endpoint -> endpoint.format() == format)
        .count();
  }

  public WebhookEndpoint find(Actor actor, WebhookId id) {
    actor.require(Role.READ);
    return unitOfWork.execute(() -> mustFind(actor.accountId(), id));
  }

  public Slice<WebhookEndpoint> list(Actor actor, Optional<WebhookId> after, int limit) {
    actor.require(Role.READ);
    return unitOfWork.execute(() -> webhooks.list(actor.accountId(), after, limit));
  }

  /**
   * What to change of an endpoint; empty values leave it as it is.
   *
   * @param headers replace all that it has
   */
  public record Change(
      Optional<URI> url,
      Optional<Set<EventType>> events,
      Optional<Set<SessionId>> sessions,
      Optional<Set<ChatKind>> chats,
      Optional<WebhookHeaders> headers) {

    private WebhookEndpoint applyTo(WebhookEndpoint endpoint) {
      return endpoint.change(
          url.orElse(endpoint.url()),
          endpoint.filter().with(events, sessions, chats),
          headers.orElse(endpoint.headers()));
    }
  }

  public WebhookEndpoint change(Actor actor, WebhookId id, Change change) {
    actor.requireWholeAccount(Role.ADMIN);
    change.url().ifPresent(this::requireAllowed);
    return change(
        actor,
        id,
        endpoint -> {
          var changed = change.applyTo(endpoint);
          var added = new HashSet<>(changed.filter().sessions());
          added.removeAll(endpoint.filter().sessions()); // which may have been deleted since
          requireOwn(actor.accountId(), added);
          return changed;
        });
  }

  /**
   * The endpoint with its new secret, shown only this once; the old secret also signs for another
   * day.
   */
  public WebhookEndpoint rotateSecret(Actor actor, WebhookId id) {
    var secret = WebhookSecret.generate(secureRandom);
    return change(actor, id, endpoint -> endpoint.rotate(secret, clock.instant()));
  }

  /** Enables a disabled endpoint. Events that it missed can be replayed. */
  public WebhookEndpoint enable(Actor actor, WebhookId id) {
    return change(actor, id, WebhookEndpoint::enable);
  }

  public void remove(Actor actor, WebhookId id) {
    actor.requireWholeAccount(Role.ADMIN);
    unitOfWork.run(
        () -> {
          mustFind(actor.accountId(), id);
          webhooks.remove(id);
        });
  }

  private WebhookEndpoint change(Actor actor, WebhookId id, UnaryOperator<WebhookEndpoint> change) {
    actor.requireWholeAccount(Role.ADMIN);
    return unitOfWork.execute(
        () -> {
          var changed = change.apply(mustFind(actor.accountId(), id));
          webhooks.save(changed);
          return changed;
        });
  }

  private WebhookEndpoint mustFind(AccountId account, WebhookId id) {
    return webhooks.find(account, id).orElseThrow(() -> new Refused(WEBHOOK_NOT_FOUND));
  }

  private void requireOwn(AccountId account, Set<SessionId> ids) {
    if (!sessions.all(ids).values().stream()
        .filter(session -> session.account().equals(account))
        .map(Session::id)
        .collect(toSet())
        .equals(ids)) {
      throw new Refused(SESSION_NOT_FOUND);
    }
  }

  private void requireAllowed(URI url) {
    receivers
        .blocked(url)
        .ifPresent(
            reason -> {
              throw new Refused(WEBHOOK_URL_BLOCKED, reason);
            });
  }
}
