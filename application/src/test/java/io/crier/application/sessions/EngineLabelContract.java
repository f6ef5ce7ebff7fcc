package io.crier.application.sessions;

import static org.assertj.core.api.Assertions.assertThat;

import io.crier.application.sessions.Groups.Answer;
import io.crier.application.sessions.Groups.Failure;
import io.crier.domain.labels.Label;
import io.crier.domain.labels.LabelId;
import io.crier.domain.labels.LabelNews;
import io.crier.domain.messages.Recipient;
import java.util.Optional;
import org.junit.jupiter.api.Test;

/** How an {@link Engine} shows, assigns and reports {@link Labels}. */
public interface EngineLabelContract extends EngineFixture {

  Label PAID = new Label(new LabelId("101"), "مدفوع", 3);
  Label OPEN = new Label(new LabelId("102"), "Open", 5);
  Recipient NEIGHBOURS = Recipient.parse("120363041234567890@g.us");

  @Test
  default void listsTheLabelsOfTheAccount() {
    var labels = labels(linked());
    whatsApp().labels().save(SESSION, PAID);
    whatsApp().labels().save(SESSION, OPEN);

    assertThat(done(labels.list())).contains(PAID, OPEN);
  }

  @Test
  default void assignsAndRemovesLabels() {
    var labels = labels(linked());
    whatsApp().labels().save(SESSION, PAID);
    whatsApp().labels().save(SESSION, OPEN);

    done(labels.change(THEM, Optional.empty(), PAID.id(), true));
    done(labels.change(THEM, Optional.empty(), OPEN.id(), true));
    done(labels.change(THEM, Optional.empty(), OPEN.id(), true));
    done(labels.change(NEIGHBOURS, Optional.empty(), OPEN.id(), true));

    assertThat(done(labels.of(THEM, Optional.empty()))).containsExactlyInAnyOrder(PAID, OPEN);
    assertThat(whatsApp().labels().of(SESSION, THEM)).containsOnly(PAID.id(), OPEN.id());
    assertThat(whatsApp().labels().of(SESSION, NEIGHBOURS)).containsOnly(OPEN.id());

    assertThat(done(labels.chats(OPEN.id()))).containsExactlyInAnyOrder(THEM, NEIGHBOURS);
    assertThat(done(labels.chats(PAID.id()))).containsExactly(THEM);

    done(labels.change(THEM, Optional.empty(), PAID.id(), false));
    done(labels.change(THEM, Optional.empty(), PAID.id(), false));

    assertThat(done(labels.of(THEM, Optional.empty()))).containsExactly(OPEN);
    assertThat(whatsApp().labels().of(SESSION, THEM)).containsOnly(OPEN.id());
  }

  @Test
  default void reportsWhatIsDoneWithLabelsOnThePhone() {
    assumeAbility(Ability.LABELS);
    var link = linked();

    whatsApp().labels().save(SESSION, PAID);
    whatsApp().labels().assign(SESSION, PAID.id(), THEM, true);
    whatsApp().labels().assign(SESSION, PAID.id(), THEM, false);
    whatsApp().labels().delete(SESSION, PAID.id());
    settle();

    assertThat(link.events(LabelChanged.class))
        .extracting(LabelChanged::news)
        .containsExactly(
            new LabelNews.Updated(PAID),
            new LabelNews.Assigned(PAID.id(), THEM, true),
            new LabelNews.Assigned(PAID.id(), THEM, false),
            new LabelNews.Deleted(PAID.id()));
  }

  @Test
  default void reportsWhatTheSessionItselfAssigns() {
    var link = linked();
    var labels = labels(link);
    whatsApp().labels().save(SESSION, PAID);

    done(labels.change(THEM, Optional.empty(), PAID.id(), true));
    done(labels.change(THEM, Optional.empty(), PAID.id(), false));
    settle();

    assertThat(link.events(LabelChanged.class))
        .extracting(LabelChanged::news)
        .containsExactly(
            new LabelNews.Updated(PAID),
            new LabelNews.Assigned(PAID.id(), THEM, true),
            new LabelNews.Assigned(PAID.id(), THEM, false));
  }

  @Test
  default void answersNothingAboutLabelsWithoutAConnection() {
    assumeAbility(Ability.LABELS);

    assertThat(unlinked().connection().labels().orElseThrow().list())
        .isEqualTo(Answer.failed(Failure.NOT_CONNECTED));
  }

  private Labels labels(TestSession link) {
    assumeAbility(Ability.LABELS);
    return link.connection().labels().orElseThrow();
  }

  private static <T> T done(Answer<T> answer) {
    assertThat(answer).isInstanceOf(Answer.Done.class);
    return ((Answer.Done<T>) answer).value();
  }
}
