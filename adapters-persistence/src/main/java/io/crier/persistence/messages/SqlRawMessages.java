package io.crier.persistence.messages;

import static java.nio.charset.StandardCharsets.UTF_8;

import io.crier.application.messages.RawMessages;
import io.crier.domain.accounts.AccountId;
import io.crier.domain.messages.Message;
import io.crier.domain.messages.MessageId;
import io.crier.domain.messages.RawMessage;
import io.crier.persistence.SealedBox;
import io.crier.persistence.Sql;
import jakarta.enterprise.context.Dependent;
import jakarta.inject.Inject;
import java.util.Optional;

/** Stores raw messages as sealed rows. */
@Dependent
class SqlRawMessages implements RawMessages {

  private final Sql sql;
  private final SealedBox box;

  @Inject
  SqlRawMessages(Sql sql, SealedBox box) {
    this.sql = sql;
    this.box = box;
  }

  @Override
  public void put(Message message, RawMessage raw) {
    remove(message.id());
    sql.update(
        "insert into raw_message (message_id, account_id, json) values (?, ?, ?)",
        message.id().value(),
        message.account().value(),
        box.seal(raw.json().getBytes(UTF_8), sealContext(message.id())));
  }

  @Override
  public Optional<RawMessage> find(AccountId account, MessageId message) {
    return sql
        .query(
            "select json from raw_message where message_id = ? and account_id = ?",
            Sql.Row::bytes,
            message.value(),
            account.value())
        .stream()
        .findFirst()
        .map(stored -> new RawMessage(new String(box.open(stored, sealContext(message)), UTF_8)));
  }

  @Override
  public void remove(MessageId message) {
    sql.update("delete from raw_message where message_id = ?", message.value());
  }

  private static String sealContext(MessageId message) {
    return "raw-message/" + message.value();
  }
}
