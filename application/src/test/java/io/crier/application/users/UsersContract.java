package io.crier.application.users;

import static io.crier.domain.Refusals.assertRefused;
import static io.crier.domain.users.UserProblem.EMAIL_TAKEN;
import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.UnitOfWork;
import io.crier.application.accounts.Accounts;
import io.crier.domain.accounts.Account;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.accounts.PlanName;
import io.crier.domain.users.Email;
import io.crier.domain.users.Identity;
import io.crier.domain.users.Invitation;
import io.crier.domain.users.PasswordHash;
import io.crier.domain.users.SecondFactor;
import io.crier.domain.users.SecretToken;
import io.crier.domain.users.SignIn;
import io.crier.domain.users.User;
import io.crier.domain.users.UserRole;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ThreadLocalRandom;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Supplier;
import org.junit.jupiter.api.Test;

/**
 * What every {@link Users}, {@link SignIns}, {@link Invitations}, {@link SecondFactors} and {@link
 * Identities} promise together.
 */
public interface UsersContract {

  Instant NOON = Instant.parse("2026-11-21T12:00:00Z");

  AtomicInteger NEXT = new AtomicInteger();

  Accounts accounts();

  Users users();

  SignIns signIns();

  Invitations invitations();

  SecondFactors secondFactors();

  Identities identities();

  UnitOfWork unitOfWork();

  @Test
  default void findsSavedUser() {
    var user = save(active(open(), "fatima@clinic.example"));

    assertThat(in(() -> users().find(user.account(), user.id()))).contains(user);
    assertThat(in(() -> users().find(user.email()))).contains(user);
    assertThat(in(() -> users().authenticating(user.id()))).contains(user);
    assertThat(in(() -> users().isEmpty())).isFalse();
  }

  @Test
  default void storesTheLongestNameAndEmail() {
    var email = "😀".repeat(64) + "@" + "😀".repeat(189);
    var user = save(active(open(), email).named("😀".repeat(100)));

    assertThat(in(() -> users().find(user.email()))).contains(user);
  }

  @Test
  default void hidesUsersFromOtherAccounts() {
    var user = save(active(open(), "fatima@clinic.example"));
    var stranger = open();

    assertThat(in(() -> users().find(stranger, user.id()))).isEmpty();
    assertThat(in(() -> users().list(stranger, Optional.empty(), 10)).items()).isEmpty();
    unitOfWork().run(() -> users().delete(stranger, user.id()));
    assertThat(in(() -> users().find(user.account(), user.id()))).contains(user);
  }

  @Test
  default void replacesUserOnASecondSave() {
    var user = save(active(open(), "fatima@clinic.example"));

    var changed =
        save(
            user.as(UserRole.MEMBER)
                .named("Fatima")
                .reachedAt(Email.parse("f@clinic.example"))
                .with(new PasswordHash("other"))
                .deactivate(NOON));

    assertThat(in(() -> users().find(user.account(), user.id()))).contains(changed);
  }

  @Test
  default void refusesAnEmailThatAnotherUserHas() {
    save(active(open(), "fatima@clinic.example"));
    var other = save(active(open(), "other@clinic.example"));
    var same = Email.parse("fatima@clinic.example");

    assertRefused(EMAIL_TAKEN, () -> save(active(other.account(), "fatima@clinic.example")));
    assertRefused(EMAIL_TAKEN, () -> save(other.reachedAt(same)));
    assertThat(in(() -> users().find(same)).orElseThrow().account()).isNotEqualTo(other.account());
  }

  @Test
  default void listsTheNewestUsersFirstInPages() {
    var account = open();
    var first = save(active(account, "a@clinic.example"));
    var second = save(active(account, "b@clinic.example"));
    var third = save(active(account, "c@clinic.example"));

    var page = in(() -> users().list(account, Optional.empty(), 2));

    assertThat(page.items()).containsExactly(third, second);
    assertThat(page.more()).isTrue();
    assertThat(in(() -> users().list(account, Optional.of(second.id()), 2)).items())
        .containsExactly(first);
  }

  @Test
  default void countsActiveOwners() {
    var account = open();
    save(active(account, "a@clinic.example"));
    save(active(account, "b@clinic.example").as(UserRole.OPERATOR));
    save(active(account, "c@clinic.example").as(UserRole.MEMBER));
    save(active(account, "d@clinic.example").deactivate(NOON));
    save(invited(account, "e@clinic.example"));
    save(active(open(), "f@clinic.example"));

    assertThat(
            in(
                () -> {
                  users().lock(account);
                  return users().countOwners(account);
                }))
        .isEqualTo(2);
  }

  @Test
  default void deletesUserWithSignInsAndInvitations() {
    var user = save(active(open(), "fatima@clinic.example"));
    var signIn = add(signIn(user));
    var link = add(Invitation.of(token().hash(), user, NOON));

    unitOfWork().run(() -> users().delete(user.account(), user.id()));

    assertThat(in(() -> users().isEmpty())).isTrue();
    assertThat(in(() -> signIns().find(signIn.hash()))).isEmpty();
    assertThat(in(() -> invitations().find(link.hash()))).isEmpty();
  }

  @Test
  default void findsSignInsByTheirToken() {
    var user = save(active(open(), "fatima@clinic.example"));
    var signIn = add(signIn(user));
    var later = NOON.plusSeconds(60);

    unitOfWork().run(() -> signIns().used(signIn.id(), later));

    assertThat(in(() -> signIns().find(signIn.hash()))).contains(signIn.usedAt(later));
    assertThat(in(() -> signIns().find(token().hash()))).isEmpty();
  }

  @Test
  default void listsAndEndsTheSignInsOfAUser() {
    var user = save(active(open(), "fatima@clinic.example"));
    var stranger = save(active(open(), "other@clinic.example"));
    var first = add(signIn(user));
    var second = add(signIn(user));
    var third = add(signIn(user));
    var foreign = add(signIn(stranger));

    assertThat(in(() -> signIns().list(user.id(), Optional.empty(), 2)).items())
        .containsExactly(third, second);
    assertThat(in(() -> signIns().list(user.id(), Optional.of(second.id()), 2)).items())
        .containsExactly(first);
    assertThat(in(() -> signIns().end(user.id(), foreign.id()))).isFalse();
    assertThat(in(() -> signIns().end(user.id(), first.id()))).isTrue();
    assertThat(in(() -> signIns().end(user.id(), first.id()))).isFalse();
    unitOfWork().run(() -> signIns().endOthers(user.id(), Optional.of(second.id())));
    assertThat(listed(user)).containsExactly(second);
    unitOfWork().run(() -> signIns().endOthers(user.id(), Optional.empty()));
    assertThat(listed(user)).isEmpty();
    assertThat(listed(stranger)).containsExactly(foreign);
  }

  @Test
  default void forgetsOldSignIns() {
    var user = save(active(open(), "fatima@clinic.example"));
    add(signIn(user));
    unitOfWork().run(() -> signIns().forget(NOON, NOON));
    assertThat(listed(user)).hasSize(1);

    unitOfWork().run(() -> signIns().forget(NOON, NOON.plusSeconds(60)));
    assertThat(listed(user)).isEmpty();
  }

  @Test
  default void letsALinkBeUsedOnce() {
    var user = save(invited(open(), "fatima@clinic.example"));
    var link = add(Invitation.of(token().hash(), user, NOON));
    assertThat(in(() -> invitations().find(link.hash()))).contains(link);

    assertThat(in(() -> invitations().use(link.hash()))).isTrue();
    assertThat(in(() -> invitations().use(link.hash()))).isFalse();
    assertThat(in(() -> invitations().find(link.hash()))).isEmpty();
  }

  @Test
  default void withdrawsAndForgetsLinks() {
    var user = save(invited(open(), "fatima@clinic.example"));
    var withdrawn = add(Invitation.of(token().hash(), user, NOON));
    unitOfWork().run(() -> invitations().withdraw(user.id()));
    var first = add(Invitation.first(token().hash(), user.account(), NOON));

    assertThat(in(() -> invitations().find(withdrawn.hash()))).isEmpty();
    assertThat(in(() -> invitations().hasFirst(first.expiresAt().minusMillis(1)))).isTrue();
    assertThat(in(() -> invitations().hasFirst(first.expiresAt()))).isFalse();
    unitOfWork().run(() -> invitations().forget(first.expiresAt().minusMillis(1)));
    assertThat(in(() -> invitations().find(first.hash()))).contains(first);
    unitOfWork().run(() -> invitations().forget(first.expiresAt()));
    assertThat(in(() -> invitations().find(first.hash()))).isEmpty();
  }

  @Test
  default void keepsTheSecondFactorOfAUser() {
    var user = save(active(open(), "fatima@clinic.example"));
    var begun = SecondFactor.begin(user.id(), ThreadLocalRandom.current());
    var active =
        new SecondFactor(
            user.id(), begun.secret(), true, 42, Set.of(token().hash(), token().hash()));

    unitOfWork().run(() -> secondFactors().save(begun));
    assertThat(in(() -> secondFactors().find(user.id()))).contains(begun);
    unitOfWork().run(() -> secondFactors().save(active));
    assertThat(in(() -> secondFactors().lock(user.id()))).contains(active);
    unitOfWork().run(() -> secondFactors().delete(user.id()));
    assertThat(in(() -> secondFactors().find(user.id()))).isEmpty();
    unitOfWork().run(() -> secondFactors().save(active));
    unitOfWork().run(() -> users().delete(user.account(), user.id()));
    assertThat(in(() -> secondFactors().find(user.id()))).isEmpty();
  }

  @Test
  default void keepsWhoAUserIsAtAProvider() {
    var user = save(invited(open(), "fatima@clinic.example").join());
    var identity = new Identity("😀".repeat(500), "😀".repeat(255));
    assertThat(in(() -> identities().find(identity))).isEmpty();

    unitOfWork().run(() -> identities().link(identity, user.id(), NOON));

    assertThat(in(() -> identities().find(identity))).contains(user.id());
    assertThat(in(() -> identities().has(user.id(), identity.issuer()))).isTrue();
    assertThat(in(() -> identities().has(user.id(), "https://other.example"))).isFalse();
    assertThat(in(() -> identities().find(new Identity(identity.issuer(), "other")))).isEmpty();
    assertThat(in(() -> users().countOwners(user.account()))).isEqualTo(1);
    assertThat(in(() -> users().find(user.email()))).contains(user);
    unitOfWork().run(() -> users().delete(user.account(), user.id()));
    assertThat(in(() -> identities().find(identity))).isEmpty();
  }

  private AccountId open() {
    var account = Account.open("Blue Door Clinic", PlanName.PRO, NOON);
    unitOfWork().run(() -> accounts().save(account));
    return account.id();
  }

  private static User invited(AccountId account, String email) {
    return User.invite(account, "Somebody", Email.parse(email), UserRole.OWNER, next());
  }

  /** Ids of the same moment have no order. */
  private static Instant next() {
    return NOON.plusMillis(NEXT.incrementAndGet());
  }

  private static User active(AccountId account, String email) {
    return invited(account, email).with(new PasswordHash("hash"));
  }

  private static SecretToken token() {
    return SecretToken.generate(ThreadLocalRandom.current());
  }

  private static SignIn signIn(User user) {
    return SignIn.begin(user.id(), token().hash(), "2001:db8::1", "Firefox", next());
  }

  private User save(User user) {
    unitOfWork().run(() -> users().save(user));
    return user;
  }

  private SignIn add(SignIn signIn) {
    unitOfWork().run(() -> signIns().add(signIn));
    return signIn;
  }

  private Invitation add(Invitation invitation) {
    unitOfWork().run(() -> invitations().add(invitation));
    return invitation;
  }

  private List<SignIn> listed(User user) {
    return in(() -> signIns().list(user.id(), Optional.empty(), 10)).items();
  }

  private <T> T in(Supplier<T> work) {
    return unitOfWork().execute(work);
  }
}
