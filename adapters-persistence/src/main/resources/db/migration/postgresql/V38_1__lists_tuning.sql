-- ?status= where few messages have it: those that are under way or went wrong, and those whose delivery
-- nobody has confirmed. Not of those that end well, which are many: the account's own index finds them.
create index message_by_status on message (account_id, status, id)
  where status in ('SCHEDULED', 'QUEUED', 'SENDING', 'SENT', 'FAILED', 'CANCELLED');

-- ?direction=inbound
create index message_inbound on message (account_id, id) where direction = 'INBOUND';

-- ?state= of the deliveries of a webhook.
create index delivery_by_state on delivery (webhook_id, state, id) where state in ('PENDING', 'FAILED');

-- Only contacts that were looked up and never met are forgotten by age.
drop index contact_by_age;

create index contact_by_age on contact (checked_at) where met_at is null;
