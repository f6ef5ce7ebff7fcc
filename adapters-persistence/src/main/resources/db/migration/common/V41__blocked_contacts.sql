-- Whom the holders of sessions have blocked, as far as it has been seen: also people who have never written.
create table blocked_contact (
  session_id uuid not null references session on delete cascade,
  recipient varchar(64) not null,
  primary key (session_id, recipient)
);
