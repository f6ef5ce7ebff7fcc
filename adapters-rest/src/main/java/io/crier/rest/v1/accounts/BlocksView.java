package io.crier.rest.v1.accounts;

import io.crier.domain.protection.Block;
import io.crier.domain.protection.Conduct;
import io.crier.domain.protection.Offence;
import io.crier.domain.protection.ProtectionPolicy;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import org.eclipse.microprofile.openapi.annotations.media.Schema;

/** Whether an account is blocked, and what would block it. */
@Schema(
    name = "AccountBlocks",
    description = "Whether the account is blocked because it behaves like a bot, and what would")
public record BlocksView(
    @Schema(required = true, description = "whether the account can be blocked at all")
        boolean enabled,
    @Schema(description = "the block, while there is one") Optional<BlockView> current,
    @Schema(description = "when it was last warned or blocked, within a day")
        Optional<Instant> lastOffenceAt,
    @Schema(
            required = true,
            description = "how long the next offence blocks it; 0 if it only leads to a warning",
            examples = "60")
        long nextBlockSeconds,
    @Schema(required = true, description = "what counts as an offence") Limits limits) {

  /** A block. */
  @Schema(name = "AccountBlock", description = "A time during which requests are refused")
  public record BlockView(
      @Schema(required = true, description = "what led to it") Offence reason,
      @Schema(required = true, description = "when it began") Instant from,
      @Schema(required = true, description = "when it ends") Instant until) {

    static BlockView of(Block block) {
      return new BlockView(block.reason(), block.from(), block.until());
    }
  }

  /** What counts as an offence, if it is exceeded. */
  @Schema(name = "AccountBlockLimits", description = "What counts as an offence, if it is exceeded")
  public record Limits(
      @Schema(
              required = true,
              description = "messages in an hour to numbers that are not on WhatsApp",
              examples = "30")
          int unknownNumbersPerHour,
      @Schema(
              required = true,
              description = "requests in a minute that were answered 429",
              examples = "300")
          int excessRequestsPerMinute,
      @Schema(
              required = true,
              description = "how many times the sends of the busiest of the last 14 days",
              examples = "10")
          int spikeFactor,
      @Schema(
              required = true,
              description = "below this number of sends in a day there is no spike",
              examples = "1000")
          int spikeFrom) {}

  static BlocksView of(Conduct conduct, ProtectionPolicy policy, Instant now) {
    return new BlocksView(
        policy.enabled() && conduct.guarded(),
        conduct.block().filter(block -> !block.isOver(now)).map(BlockView::of),
        conduct.offendedAt(now),
        conduct.nextBlock(now).map(Duration::toSeconds).orElse(0L),
        new Limits(
            policy.unknownNumbers(),
            policy.excessRequests(),
            policy.spikeFactor(),
            policy.spikeFrom()));
  }
}
