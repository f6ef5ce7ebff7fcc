-- ?sessionId= of messages.
create index message_by_session on message (session_id, id);
