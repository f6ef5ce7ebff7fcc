-- What a message says, as JSON, if its type and its text do not say all.
alter table message add column content varchar;

-- Sealed from here on, as some of them are secret: see SqlSessions.
update session set settings = '';

-- Finds a number by the hidden id that WhatsApp uses instead of it.
create index contact_by_address on contact (session_id, address);
