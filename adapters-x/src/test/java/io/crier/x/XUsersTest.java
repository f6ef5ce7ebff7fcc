package io.crier.x;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.xaccounts.XDirectory;
import io.crier.application.xaccounts.XDirectory.Lookup;
import io.crier.application.xaccounts.XDirectoryContract;
import io.crier.application.xaccounts.XFault;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.domain.xaccounts.XUserId;
import io.crier.domain.xaccounts.XUsername;
import io.crier.x.fake.Endpoint;
import io.crier.x.fake.FakeXSide;
import java.time.Duration;
import java.util.List;
import java.util.Optional;
import java.util.stream.IntStream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;

class XUsersTest implements XDirectoryContract {

  private final XFixture fixture = new XFixture();
  private final XUsers users = new XUsers(fixture.api);
  private final FakeXSide side = new FakeXSide(fixture.x);

  @Override
  public XDirectory directory() {
    return users;
  }

  @Override
  public FakeXSide x() {
    return side;
  }

  @AfterEach
  void close() {
    fixture.close();
  }

  @Test
  void looksUpAHundredAtOnce() {
    var all = IntStream.range(0, 101).mapToObj(n -> fixture.x.account("a" + n)).toList();

    assertThat(users.refresh(all)).hasSize(101);

    assertThat(fixture.x.requests(Endpoint.USERS)).hasSize(2);
  }

  @Test
  void reportsAnUnknownUserAsGone() {
    var nobody = new XUserId(7);

    assertThat(users.refresh(List.of(nobody)))
        .containsEntry(nobody, new Lookup.Missing(XAccountState.GONE));
  }

  @Test
  void reportsWhenTheRateLimitEnds() {
    fixture.x.limit(Endpoint.USER_BY_USERNAME, 1);
    fixture.x.account("ada");
    users.find(new XUsername("ada"));

    assertThat(users.find(new XUsername("ada")))
        .isEqualTo(
            new Lookup.Failed(
                XFault.RATE_LIMITED, Optional.of(XFixture.START.plus(Duration.ofMinutes(15)))));
  }

  @Test
  void doesNotTakeA404WithoutJsonForAMissingUser() {
    fixture.x.fail(Endpoint.USER_BY_USERNAME, 1, 404, "<html>not here</html>");

    assertThat(users.find(new XUsername("ada")))
        .isEqualTo(new Lookup.Failed(XFault.UNAVAILABLE, Optional.empty()));
  }

  @Test
  void doesNotReportAuthorsAsMissingWhenTheRequestFails() {
    var ada = fixture.x.account("ada");
    var bob = fixture.x.account("bob");
    fixture.x.fail(Endpoint.USERS, 1, 503, "");

    assertThat(users.refresh(List.of(ada, bob)).values())
        .containsOnly(new Lookup.Failed(XFault.UNAVAILABLE, Optional.empty()));
  }

  @Test
  void stopsAfterAFailedRequest() {
    fixture.x.limit(Endpoint.USERS, 1);
    var all = IntStream.range(0, 300).mapToObj(n -> fixture.x.account("a" + n)).toList();

    var lookups = users.refresh(all);

    assertThat(lookups).hasSize(300);
    assertThat(lookups.get(all.getFirst())).isInstanceOf(Lookup.Found.class);
    assertThat(lookups.get(all.getLast())).isInstanceOf(Lookup.Failed.class);
    assertThat(fixture.x.requests(Endpoint.USERS)).hasSize(2);
  }

  @Test
  void isBilledForAUserOnceADay() {
    fixture.x.account("ada");

    users.find(new XUsername("ada"));
    users.find(new XUsername("ada"));
    assertThat(fixture.x.meter().users()).isEqualTo(1);

    fixture.advance(Duration.ofHours(14));
    users.find(new XUsername("ada"));
    assertThat(fixture.x.meter().users()).isEqualTo(2);
  }
}
