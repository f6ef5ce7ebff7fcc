alter table event add column message_id uuid;

-- GET /v1/messages/{id}/events
create index event_by_message on event (message_id);
