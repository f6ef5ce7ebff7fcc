package io.crier.application.messages;

import static io.crier.domain.messages.MessageProblem.MESSAGE_NOT_FOUND;

import io.crier.application.Actor;
import io.crier.application.UnitOfWork;
import io.crier.domain.Refused;
import io.crier.domain.apikeys.ApiKey.Role;
import io.crier.domain.messages.Direction;
import io.crier.domain.messages.MemberReceipt;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.Recipient;
import java.util.LinkedHashMap;
import java.util.List;

/** Shows whom a sent message has reached, and when. */
public final class ShowReceipts {

  private final Messages messages;
  private final MemberReceipts memberReceipts;
  private final IdentifyContact identifyContact;
  private final UnitOfWork unitOfWork;

  public ShowReceipts(
      Messages messages,
      MemberReceipts memberReceipts,
      IdentifyContact identifyContact,
      UnitOfWork unitOfWork) {
    this.messages = messages;
    this.memberReceipts = memberReceipts;
    this.identifyContact = identifyContact;
    this.unitOfWork = unitOfWork;
  }

  /** Those whom it has reached, as far as WhatsApp reports that. */
  public List<MemberReceipt> show(Actor actor, MessageId id) {
    actor.require(Role.READ);
    return unitOfWork.execute(
        () -> {
          var message =
              messages
                  .find(actor.accountId(), id)
                  .orElseThrow(() -> new Refused(MESSAGE_NOT_FOUND));
          actor.requireUseOf(message.session());
          return message.hasSeveralReaders() ? ofMembers(message) : ofPeer(message);
        });
  }

  /** A member may be known by two names, one of which was learned later. */
  private List<MemberReceipt> ofMembers(Message message) {
    var byName = new LinkedHashMap<Recipient, MemberReceipt>();
    for (var receipt : memberReceipts.of(message.id())) {
      var name = identifyContact.nameOf(message.session(), receipt.member());
      byName.merge(name, receipt.of(name), MemberReceipt::and);
    }
    return List.copyOf(byName.values());
  }

  private static List<MemberReceipt> ofPeer(Message message) {
    var progress = message.progress();
    return message.direction() == Direction.OUTBOUND && progress.deliveredAt().isPresent()
        ? List.of(
            new MemberReceipt(
                message.peer(), progress.deliveredAt(), progress.readAt(), progress.playedAt()))
        : List.of();
  }
}
