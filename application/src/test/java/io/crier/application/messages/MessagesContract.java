package io.crier.application.messages;

/** What every {@link Messages} promises, in memory or in a database. */
public interface MessagesContract
    extends MessageStorageContract,
        MessageQueueContract,
        MessageClaimsContract,
        MessageRetriesContract,
        MessageProgressContract {}
