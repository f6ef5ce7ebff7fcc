package io.crier.domain.groups;

import io.crier.domain.TextRule;
import io.crier.domain.messages.Recipient;
import io.crier.domain.sessions.PhoneNumber;
import java.time.Instant;
import java.util.List;
import java.util.Optional;

/**
 * A group on WhatsApp, as one of its members sees it.
 *
 * @param owner who created it, if WhatsApp tells
 * @param onlyAdminsSend whether only its admins can write to it
 * @param onlyAdminsEdit whether only its admins can change its subject and description
 */
public record Group(
    Recipient.Group id,
    String subject,
    Optional<String> description,
    Optional<Recipient> owner,
    Optional<Instant> createdAt,
    boolean onlyAdminsSend,
    boolean onlyAdminsEdit,
    List<Participant> participants) {

  public static final TextRule SUBJECT = TextRule.line(100);
  public static final TextRule DESCRIPTION = TextRule.text(0, 2_048);

  /** How many participants one call can name. */
  public static final int MOST_PARTICIPANTS = 256;

  public Group {
    subject = TextRule.repaired(subject);
    description = description.map(TextRule::repaired).filter(text -> !text.isEmpty());
    participants = List.copyOf(participants);
  }

  /**
   * Somebody in a group.
   *
   * @param id the number, or what WhatsApp shows instead of it
   * @param number if it is known
   */
  public record Participant(Recipient id, Optional<PhoneNumber> number, Role role) {

    public static Participant of(Recipient id, Role role) {
      return new Participant(
          id,
          id instanceof Recipient.Phone phone ? Optional.of(phone.number()) : Optional.empty(),
          role);
    }
  }

  /** What a participant may do in a group. */
  public enum Role {
    MEMBER,
    ADMIN,
    /** An admin whom the others cannot remove. */
    OWNER
  }
}
