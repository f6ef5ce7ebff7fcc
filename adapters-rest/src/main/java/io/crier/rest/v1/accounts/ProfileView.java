package io.crier.rest.v1.accounts;

import io.crier.application.accounts.ShowAccount.AccountDetails;
import io.crier.domain.accounts.Plan;
import io.crier.domain.sessions.Session;
import io.crier.rest.v1.phones.AlertSenderView;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** An account with its limits and usage. */
@Schema(name = "AccountProfile")
public record ProfileView(
    @Schema(required = true) AccountView account,
    @Schema(required = true) PlanLimits limits,
    @Schema(required = true) Usage usage,
    @Schema(
            description =
                "the account's own session that sends its codes and alerts, if it has chosen one")
        Optional<AlertSenderView> alertSender,
    @Schema(required = true) BlocksView blocks) {

  /** The limits of the plan; an absent limit means unlimited. */
  @Schema(name = "AccountLimits")
  public record PlanLimits(
      @Schema(required = true, examples = "20") int keys,
      @Schema(required = true, examples = "10") int phones,
      @Schema(required = true, examples = "50") int subscriptions,
      @Schema(required = true, examples = "6000") int requestsPerMinute,
      @Schema(examples = "10000") Long sendsPerDay,
      @Schema(examples = "200000") Long sendsPerMonth,
      @Schema(examples = "100") Long sendsInTrial) {}

  /** Accepted live messages, less refunds. */
  @Schema(name = "AccountUsage")
  public record Usage(
      @Schema(required = true, examples = "12") long sendsToday,
      @Schema(required = true, examples = "345") long sendsThisMonth) {}

  static ProfileView of(AccountDetails shown, Optional<Session> alertSender, BlocksView blocks) {
    var plan = shown.plan();
    return new ProfileView(
        AccountView.of(shown.account()),
        new PlanLimits(
            plan.keys(),
            plan.phones(),
            plan.subscriptions(),
            plan.requestsPerMinute(),
            limit(plan.sendsPerDay()),
            limit(plan.sendsPerMonth()),
            limit(plan.sendsInTrial())),
        new Usage(shown.usage().sendsToday(), shown.usage().sendsThisMonth()),
        alertSender.map(AlertSenderView::of),
        blocks);
  }

  private static Long limit(long value) {
    return value == Plan.UNLIMITED ? null : value;
  }
}
