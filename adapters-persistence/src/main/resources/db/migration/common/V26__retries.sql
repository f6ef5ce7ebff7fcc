-- While a message is queued again: when it may be sent at the earliest.
alter table message add column retry_at timestamp with time zone;

create index message_retry on message (session_id, retry_at);
