package io.crier.application.xaccounts;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.xaccounts.XDirectory.Lookup;
import io.crier.domain.xaccounts.XAccount;
import io.crier.domain.xaccounts.XAccountState;
import io.crier.domain.xaccounts.XUsername;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

/** What every {@link XDirectory} promises. */
public interface XDirectoryContract {

  XDirectory directory();

  XSide x();

  @Test
  default void findsANameInAnyCase() {
    var ada = x().account("AdaLovelace");

    assertThat(directory().find(new XUsername("adalovelace")))
        .isInstanceOfSatisfying(
            Lookup.Found.class,
            found -> {
              assertThat(found.account().id()).isEqualTo(ada.id());
              assertThat(found.account().username().value()).isEqualTo("AdaLovelace");
              assertThat(found.account().state()).isEqualTo(XAccountState.ACTIVE);
            });
  }

  @Test
  default void findsProtectedAuthors() {
    x().changeState(x().account("ada"), XAccountState.PROTECTED);

    assertThat(directory().find(new XUsername("ada")))
        .isInstanceOfSatisfying(
            Lookup.Found.class,
            found -> assertThat(found.account().state()).isEqualTo(XAccountState.PROTECTED));
  }

  @Test
  default void distinguishesSuspendedFromGone() {
    x().changeState(x().account("ada"), XAccountState.SUSPENDED);

    assertThat(directory().find(new XUsername("ada")))
        .isEqualTo(new Lookup.Missing(XAccountState.SUSPENDED));
    assertThat(directory().find(new XUsername("nobody")))
        .isEqualTo(new Lookup.Missing(XAccountState.GONE));
  }

  @Test
  default void refreshesManyAtOnce() {
    var all = IntStream.range(0, 250).mapToObj(each -> x().account("author" + each)).toList();
    x().changeState(all.get(1), XAccountState.SUSPENDED);
    x().rename(all.get(2), "another");

    var lookups = directory().refresh(all.stream().map(XAccount::id).toList());

    assertThat(lookups).hasSize(250);
    assertThat(lookups.get(all.get(1).id())).isEqualTo(new Lookup.Missing(XAccountState.SUSPENDED));
    assertThat(lookups.get(all.get(2).id()))
        .isInstanceOfSatisfying(
            Lookup.Found.class,
            found -> assertThat(found.account().username()).isEqualTo(new XUsername("another")));
    assertThat(lookups.get(all.get(249).id())).isInstanceOf(Lookup.Found.class);
  }

  @Test
  default void refreshesNothingWithoutAsking() {
    assertThat(directory().refresh(List.of())).isEmpty();
  }
}
