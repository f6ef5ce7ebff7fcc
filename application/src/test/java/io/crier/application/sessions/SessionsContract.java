package io.crier.application.sessions;

import static io.crier.domain.sessions.SessionProblem.SESSION_NAME_TAKEN;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import io.crier.application.UnitOfWork;
import io.crier.application.sessions.Sessions.Owned;
import io.crier.domain.Refused;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.sessions.ClientVersion;
import io.crier.domain.sessions.DesiredState;
import io.crier.domain.sessions.EngineName;
import io.crier.domain.sessions.Pacing;
import io.crier.domain.sessions.PhoneNumber;
import io.crier.domain.sessions.Session;
import io.crier.domain.sessions.SessionId;
import io.crier.domain.sessions.SessionStatus;
import java.time.Duration;
import java.time.Instant;
import java.time.LocalTime;
import java.time.ZoneId;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.UUID;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link Sessions} and {@link Nodes} promises, in memory or in a database. */
public interface SessionsContract {

  AccountId ACME = new AccountId(UUID.fromString("01900000-0000-7000-8000-00000000000a"));
  AccountId GLOBEX = new AccountId(UUID.fromString("01900000-0000-7000-8000-00000000000b"));
  Instant NOON = Instant.parse("2026-11-21T12:00:00Z");
  Duration LEASE = Duration.ofMinutes(1);
  Duration OVER = Duration.ofMinutes(-1);

  Sessions sessions();

  Nodes nodes();

  UnitOfWork unitOfWork();

  static Session session(AccountId account, String name, Instant createdAt) {
    return Session.create(account, name, EngineName.SIMULATOR, Map.of(), Pacing.CAREFUL, createdAt);
  }

  default Session saved(AccountId account, String name) {
    return save(session(account, name, NOON));
  }

  default Session save(Session session) {
    unitOfWork().run(() -> sessions().save(session));
    return session;
  }

  default Optional<Session> find(AccountId account, SessionId id) {
    return unitOfWork().execute(() -> sessions().find(account, id));
  }

  default Node join(String id, Duration lease) {
    return unitOfWork().execute(() -> nodes().join(id, lease));
  }

  default List<Owned> take(Node node, int limit) {
    return unitOfWork().execute(() -> sessions().take(node, limit));
  }

  default boolean owned(Node node, Session session, long epoch) {
    return unitOfWork()
        .execute(() -> sessions().owned(node, Map.of(session.id(), epoch)))
        .get(session.id());
  }

  @Test
  default void findsSavedSession() {
    var plain = saved(ACME, "plain");
    var rich =
        save(
            new Session(
                SessionId.next(NOON),
                ACME,
                "مبيعات 📞",
                new Session.EngineChoice(
                    new EngineName("web"), Map.of("proxy", "a \"quoted\" value", "empty", "")),
                new Session.Sending(
                    new Pacing(
                        new Pacing.Gap(Duration.ofMillis(1), Duration.ofMillis(2)),
                        Optional.empty(),
                        Optional.empty(),
                        Optional.of(0),
                        false,
                        Optional.of(
                            new Pacing.QuietHours(
                                LocalTime.of(22, 30),
                                LocalTime.of(6, 0),
                                ZoneId.of("Asia/Riyadh"))),
                        true),
                    true),
                new Session.Connectivity(
                    DesiredState.OFF,
                    true,
                    SessionStatus.BANNED,
                    Optional.of("banned"),
                    Optional.of(new ClientVersion("2.3000.1043857760"))),
                new Session.Link(
                    Optional.of(new PhoneNumber("+966501234567")),
                    Optional.of(NOON.plusMillis(2)),
                    Optional.of(NOON.plusMillis(1)),
                    Optional.of(new PhoneNumber("+966507654321"))),
                NOON));

    assertThat(find(ACME, plain.id())).contains(plain);
    assertThat(find(ACME, rich.id())).contains(rich);
    assertThat(unitOfWork().execute(() -> sessions().lock(ACME, rich.id()))).contains(rich);
    assertThat(unitOfWork().execute(() -> sessions().running(rich.id()))).contains(rich);
  }

  @Test
  default void findsSessionsOfAllAccountsById() {
    var shop = saved(ACME, "shop");
    var store = saved(GLOBEX, "store");
    saved(ACME, "another");
    var gone = session(ACME, "never saved", NOON);

    assertThat(
            unitOfWork().execute(() -> sessions().all(List.of(shop.id(), store.id(), gone.id()))))
        .isEqualTo(Map.of(shop.id(), shop, store.id(), store));
  }

  @Test
  default void listsUnhealthySessionsOfAllAccounts() {
    var banned = save(session(ACME, "1", NOON).seen(SessionStatus.BANNED, Optional.empty()));
    var lost =
        save(
            session(GLOBEX, "2", NOON.plusMillis(1))
                .seen(SessionStatus.DISCONNECTED, Optional.of("timeout")));
    save(session(ACME, "stopped", NOON).seen(SessionStatus.BANNED, Optional.empty()).stop());
    save(
        session(ACME, "disabled", NOON)
            .seen(SessionStatus.BANNED, Optional.empty())
            .disabled(true));
    save(session(ACME, "connected", NOON).seen(SessionStatus.CONNECTED, Optional.empty()));
    save(session(ACME, "new", NOON));

    var page = unitOfWork().execute(() -> sessions().unhealthy(Optional.empty(), 1));
    var rest = unitOfWork().execute(() -> sessions().unhealthy(Optional.of(lost.id()), 10));

    assertThat(page.items()).containsExactly(lost);
    assertThat(page.more()).isTrue();
    assertThat(rest.items()).containsExactly(banned);
    assertThat(rest.more()).isFalse();
  }

  @Test
  default void replacesOnASecondSave() {
    var session = saved(ACME, "shop");

    var changed =
        save(
            session
                .renamed("store")
                .paced(Pacing.NONE)
                .set(Map.of("a", "b"))
                .paused(true)
                .linked(new PhoneNumber("+966501234567"), NOON)
                .seen(SessionStatus.DISCONNECTED, Optional.of("gone")));

    assertThat(find(ACME, session.id())).contains(changed);
  }

  @Test
  default void hidesSessionsFromOtherAccounts() {
    var session = saved(ACME, "shop");

    assertThat(find(GLOBEX, session.id())).isEmpty();
    assertThat(unitOfWork().execute(() -> sessions().lock(GLOBEX, session.id()))).isEmpty();
    assertThat(unitOfWork().execute(() -> sessions().list(GLOBEX, Optional.empty(), 9)).items())
        .isEmpty();
  }

  @Test
  default void findsTheSessionThatWasLinkedLastByItsNumber() {
    var number = new PhoneNumber("+966501234567");
    var later = save(session(ACME, "later", NOON).linked(number, NOON.plusSeconds(1)));
    save(session(ACME, "earlier", NOON).linked(number, NOON));
    save(session(GLOBEX, "theirs", NOON).linked(number, NOON.plusSeconds(2)));
    saved(ACME, "not linked");

    assertThat(unitOfWork().execute(() -> sessions().find(ACME, number))).contains(later);
    assertThat(unitOfWork().execute(() -> sessions().find(ACME, new PhoneNumber("+966501234568"))))
        .isEmpty();
  }

  @Test
  default void listsTheNewestFirstInPages() {
    var all =
        IntStream.range(0, 5)
            .mapToObj(n -> save(session(ACME, "session " + n, NOON.plusMillis(n))))
            .toList()
            .reversed();
    saved(GLOBEX, "session 1");

    var first = unitOfWork().execute(() -> sessions().list(ACME, Optional.empty(), 3));
    var second = unitOfWork().execute(() -> sessions().list(ACME, Optional.of(all.get(2).id()), 3));

    assertThat(first.items()).isEqualTo(all.subList(0, 3));
    assertThat(first.more()).isTrue();
    assertThat(second.items()).isEqualTo(all.subList(3, 5));
    assertThat(second.more()).isFalse();
  }

  @Test
  default void reservesNamesWithinAnAccountOnly() {
    saved(ACME, "shop");

    unitOfWork()
        .run(
            () -> {
              assertThat(sessions().isNameTaken(ACME, "shop")).isTrue();
              assertThat(sessions().isNameTaken(ACME, "Shop")).isFalse();
              assertThat(sessions().isNameTaken(GLOBEX, "shop")).isFalse();
            });
    saved(GLOBEX, "shop");
    assertThatThrownBy(() -> saved(ACME, "shop"))
        .isInstanceOfSatisfying(
            Refused.class, refused -> assertThat(refused.problem()).isEqualTo(SESSION_NAME_TAKEN));
  }

  @Test
  default void removesASession() {
    var session = saved(ACME, "shop");

    unitOfWork().run(() -> sessions().remove(session.id()));

    assertThat(find(ACME, session.id())).isEmpty();
    saved(ACME, "shop");
  }

  @Test
  default void grantsADutyToOneNodeForItsTerm() {
    var first = join("a", LEASE);
    var second = join("b", LEASE);

    assertThat(unitOfWork().execute(() -> nodes().hold(first, "watch", LEASE))).isTrue();
    assertThat(unitOfWork().execute(() -> nodes().hold(second, "watch", LEASE))).isFalse();
    assertThat(unitOfWork().execute(() -> nodes().hold(second, "another", LEASE))).isTrue();
    assertThat(unitOfWork().execute(() -> nodes().hold(first, "watch", OVER))).isTrue();
    assertThat(unitOfWork().execute(() -> nodes().hold(second, "watch", LEASE))).isTrue();
    assertThat(unitOfWork().execute(() -> nodes().hold(first, "watch", LEASE))).isFalse();
  }

  @Test
  default void countsTheOtherNodesThatLive() {
    var one = join("one", LEASE);
    join("dead", OVER);
    assertThat(others(one)).isZero();

    join("two", LEASE);
    join("three", LEASE);
    assertThat(others(one)).isEqualTo(2);
  }

  private int others(Node node) {
    return unitOfWork().execute(() -> nodes().others(node));
  }

  @Test
  default void raisesTheEpochOnEachJoin() {
    var first = join("a", LEASE);
    var second = join("a", LEASE);

    assertThat(second.epoch()).isGreaterThan(first.epoch());
    assertThat(unitOfWork().execute(() -> nodes().renew(second, LEASE))).isTrue();
    assertThat(unitOfWork().execute(() -> nodes().renew(first, LEASE))).isFalse();
    assertThat(unitOfWork().execute(() -> nodes().renew(new Node("b", 1), LEASE))).isFalse();
  }

  @Test
  default void takesUnownedSessionsUpToTheLimit() {
    var all = IntStream.range(0, 3).mapToObj(n -> saved(ACME, "session " + n)).toList();
    var node = join("a", LEASE);

    var first = take(node, 2);
    var second = take(node, 2);

    assertThat(first).hasSize(2);
    assertThat(second).hasSize(1);
    assertThat(take(node, 2)).isEmpty();
    assertThat(IntStream.range(0, 3).mapToObj(n -> n < 2 ? first.get(n) : second.getFirst()))
        .extracting(Owned::session)
        .containsExactlyInAnyOrderElementsOf(all);
    assertThat(first).allSatisfy(it -> assertThat(owned(node, it.session(), it.epoch())).isTrue());
  }

  @Test
  default void leavesSessionsToALivingNode() {
    saved(ACME, "shop");
    take(join("a", LEASE), 9);

    assertThat(take(join("b", LEASE), 9)).isEmpty();
  }

  @Test
  default void takesSessionsOfADeadNodeUnderAHigherEpoch() {
    var session = saved(ACME, "shop");
    var dead = join("a", LEASE);
    var before = take(dead, 9).getFirst().epoch();
    unitOfWork().run(() -> nodes().renew(dead, OVER));
    var heir = join("b", LEASE);

    assertThat(owned(dead, session, before)).isFalse();
    var after = take(heir, 9).getFirst().epoch();

    assertThat(after).isGreaterThan(before);
    assertThat(owned(heir, session, after)).isTrue();
    assertThat(owned(heir, session, before)).isFalse();
    unitOfWork().run(() -> nodes().renew(dead, LEASE));
    assertThat(owned(dead, session, before)).isFalse();
  }

  @Test
  default void grantsAnExpiredLeaseAGracePeriod() {
    saved(ACME, "shop");
    var node = join("a", LEASE);
    take(node, 9);
    unitOfWork().run(() -> nodes().renew(node, Duration.ZERO));

    assertThat(take(join("b", LEASE), 9)).isEmpty();
  }

  @Test
  default void takesSessionsAtOnceFromANodeThatLeft() {
    saved(ACME, "shop");
    var node = join("a", LEASE);
    take(node, 9);
    unitOfWork().run(() -> nodes().leave(node));

    assertThat(take(join("b", LEASE), 9)).hasSize(1);
  }

  @Test
  default void retakesItsOwnSessionsAfterARestart() {
    var session = saved(ACME, "shop");
    var first = join("a", LEASE);
    var before = take(first, 9).getFirst().epoch();

    var second = join("a", LEASE);

    assertThat(owned(first, session, before)).isFalse();
    assertThat(take(second, 9)).singleElement().matches(owned -> owned.epoch() > before);
  }

  @Test
  default void takesNothingWithoutAValidLease() {
    saved(ACME, "shop");
    var over = join("a", OVER);
    var earlier = join("b", LEASE);
    join("b", LEASE);

    assertThat(take(over, 9)).isEmpty();
    assertThat(take(earlier, 9)).isEmpty();
  }

  @Test
  default void releasesOnlyItsOwnSessions() {
    var mine = saved(ACME, "mine");
    var node = join("a", LEASE);
    var other = join("b", LEASE);
    var epoch = take(node, 9).getFirst().epoch();

    unitOfWork().run(() -> sessions().release(other, List.of(mine.id())));
    assertThat(owned(node, mine, epoch)).isTrue();

    unitOfWork().run(() -> sessions().release(node, List.of(mine.id())));
    assertThat(owned(node, mine, epoch)).isFalse();
    assertThat(take(other, 9)).singleElement().matches(owned -> owned.epoch() > epoch);
  }

  @Test
  default void keepsTheOwnerOnSave() {
    var session = saved(ACME, "shop");
    var node = join("a", LEASE);
    var epoch = take(node, 9).getFirst().epoch();

    save(session.renamed("store"));

    assertThat(owned(node, session, epoch)).isTrue();
  }

  @Test
  default void reportsNoOwnerOfARemovedSession() {
    var session = session(ACME, "never saved", NOON);

    assertThat(owned(join("a", LEASE), session, 1)).isFalse();
  }
}
