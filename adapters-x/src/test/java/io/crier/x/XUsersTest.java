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

  private final Setting setting = new Setting();
  private final XUsers users = new XUsers(setting.api);
  private final FakeXSide side = new FakeXSide(setting.x);

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
    setting.close();
  }

  @Test
  void looksUpAHundredAtOnce() {
    var all = IntStream.range(0, 101).mapToObj(each -> setting.x.account("a" + each)).toList();

    assertThat(users.refresh(all)).hasSize(101);

    assertThat(setting.x.asked(Endpoint.USERS)).hasSize(2);
  }

  @Test
  void reportsAnUnknownUserAsGone() {
    var nobody = new XUserId(7);

    assertThat(users.refresh(List.of(nobody)))
        .containsEntry(nobody, new Lookup.Missing(XAccountState.GONE));
  }

  @Test
  void reportsWhenTheRateLimitEnds() {
    setting.x.limit(Endpoint.USER_BY_USERNAME, 1);
    setting.x.account("ada");
    users.find(new XUsername("ada"));

    assertThat(users.find(new XUsername("ada")))
        .isEqualTo(
            new Lookup.Failed(
                XFault.RATE_LIMITED, Optional.of(Setting.START.plus(Duration.ofMinutes(15)))));
  }

  @Test
  void doesNotTakeAForeignPageForAMissingUser() {
    setting.x.fail(Endpoint.USER_BY_USERNAME, 1, 404, "<html>not here</html>");

    assertThat(users.find(new XUsername("ada")))
        .isEqualTo(new Lookup.Failed(XFault.UNAVAILABLE, Optional.empty()));
  }

  @Test
  void doesNotBlameAuthorsForARejectedRequest() {
    var ada = setting.x.account("ada");
    var bob = setting.x.account("bob");
    setting.x.fail(Endpoint.USERS, 1, 503, "");

    assertThat(users.refresh(List.of(ada, bob)).values())
        .containsOnly(new Lookup.Failed(XFault.UNAVAILABLE, Optional.empty()));
  }

  @Test
  void stopsAfterARefusal() {
    setting.x.limit(Endpoint.USERS, 1);
    var all = IntStream.range(0, 300).mapToObj(each -> setting.x.account("a" + each)).toList();

    var heard = users.refresh(all);

    assertThat(heard).hasSize(300);
    assertThat(heard.get(all.getFirst())).isInstanceOf(Lookup.Found.class);
    assertThat(heard.get(all.getLast())).isInstanceOf(Lookup.Failed.class);
    assertThat(setting.x.asked(Endpoint.USERS)).hasSize(2);
  }

  @Test
  void paysForAUserOnceADay() {
    setting.x.account("ada");

    users.find(new XUsername("ada"));
    users.find(new XUsername("ada"));
    assertThat(setting.x.meter().users()).isEqualTo(1);

    setting.pass(Duration.ofHours(14));
    users.find(new XUsername("ada"));
    assertThat(setting.x.meter().users()).isEqualTo(2);
  }
}
