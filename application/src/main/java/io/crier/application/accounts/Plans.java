package io.crier.application.accounts;

import io.crier.domain.accounts.Plan;
import io.crier.domain.accounts.PlanName;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/** What each plan allows on this server. */
public final class Plans {

  private final Map<PlanName, Plan> plans = new EnumMap<>(PlanName.class);

  public Plans(List<Plan> plans) {
    plans.forEach(plan -> this.plans.put(plan.name(), plan));
    if (this.plans.size() != PlanName.values().length) {
      throw new IllegalArgumentException("every plan needs its limits");
    }
  }

  public Plan of(PlanName name) {
    return plans.get(name);
  }
}
