-- The other number by which WhatsApp knows the same person.
alter table contact add column also varchar(16);

-- For IdentifyContact.
create index contact_also on contact (session_id, also);
