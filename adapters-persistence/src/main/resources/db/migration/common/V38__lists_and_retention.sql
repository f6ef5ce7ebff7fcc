-- ?sessionId= of messages.
create index message_by_session on message (session_id, id);

-- What is older than its retention.
create index notification_by_age on notification (created_at);

create index x_post_by_age on x_post (seen_at);

create index contact_by_age on contact (checked_at);
