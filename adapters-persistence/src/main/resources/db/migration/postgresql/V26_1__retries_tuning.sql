-- Only what waits for a retry: few rows, which a queue looks for by recipient.
drop index message_retry;

create index message_retry on message (session_id, peer) where retry_at is not null;
